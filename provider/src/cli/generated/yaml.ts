import {
  type Field,
  type GroupProgram,
  hasComments,
  isFields,
  isList,
  type Value,
} from "./group-program";
import { quoted } from "./literals";
import { type Notation, printValue } from "./printer";
import { PLUGIN, projectYaml } from "./project-yaml";

/** Flow style, for values on one line. */
const NOTATION: Notation = {
  step: "  ",
  comment: "#",
  // `${` begins an expression.
  scalar: (value) =>
    typeof value === "string" ? quoted(value).replaceAll("${", () => "$${") : String(value),
  secret: (key) => `"\${${key}}"`,
  brackets: () => ["{", "}"],
  label: ({ name }) => `${keyOf(name)}: `,
  padded: () => true,
};

const WIDTH = 90;

export function yamlProgram({ about, project, group, outputs, secrets }: GroupProgram): string {
  const config = secrets.flatMap((key) => [`  ${key}:`, "    type: string", "    secret: true"]);
  return [
    ...about.map((line) => `# ${line}`.trimEnd()),
    projectYaml(project, `runtime: yaml\n${PLUGIN}`).trimEnd(),
    ...(config.length > 0 ? ["config:", ...config] : []),
    "resources:",
    "  group:",
    "    type: cloudflare-cni:InterconnectGroup",
    `    name: ${quoted(group.name)}`,
    "    properties:",
    ...group.args.flatMap((field) => linesOf(field, "      ")),
    "outputs:",
    ...outputs.flatMap(({ name, comment }) => [
      ...(comment === undefined ? [] : [`  # ${comment}`]),
      `  ${name}: \${group.${name}}`,
    ]),
    "",
  ].join("\n");
}

function linesOf({ name, value, comment }: Field, indent: string): string[] {
  const label = `${indent}${keyOf(name)}:`;
  const flow = hasComments(value) ? undefined : printValue(value, NOTATION, indent);
  const fits = flow !== undefined && !flow.includes("\n") && label.length + flow.length < WIDTH;
  return [
    ...(comment === undefined ? [] : [`${indent}# ${comment}`]),
    ...(fits ? [`${label} ${flow}`] : [label, ...blockOf(value, `${indent}  `)]),
  ];
}

function blockOf(value: Value, indent: string): string[] {
  if (isFields(value)) return value.fields.flatMap((field) => linesOf(field, indent));
  if (isList(value)) return value.map((one) => `${indent}- ${printValue(one, NOTATION, indent)}`);
  return [`${indent}${printValue(value, NOTATION, indent)}`];
}

function keyOf(name: string): string {
  return /^[A-Za-z]\w*$/.test(name) ? name : quoted(name);
}
