import type { GroupProgram } from "./group-program";
import { quoted } from "./literals";
import { linesOf, type Notation } from "./printer";

const NOTATION: Notation = {
  step: "    ",
  comment: "#",
  scalar: (value) =>
    typeof value === "boolean"
      ? value
        ? "True"
        : "False"
      : typeof value === "string"
        ? quoted(value)
        : String(value),
  secret: (key) => `config.require_secret(${quoted(key)})`,
  brackets: ({ type }) => (type === undefined ? ["{", "}"] : [`cni.${type}Args(`, ")"]),
  label: ({ name }, { type }) => (type === undefined ? `${quoted(name)}: ` : `${snakeCase(name)}=`),
  padded: () => false,
};

export function pythonProgram({ about, group, outputs, secrets }: GroupProgram): string {
  const args = { type: "InterconnectGroup", fields: group.args };
  return [
    ...about.map((line) => `# ${line}`.trimEnd()),
    "",
    "import pulumi",
    "import pulumi_cloudflare_cni as cni",
    "",
    ...(secrets.length > 0 ? ["config = pulumi.Config()", ""] : []),
    "group = cni.InterconnectGroup(",
    `${NOTATION.step}${quoted(group.name)},`,
    ...linesOf(args, NOTATION, NOTATION.step),
    ")",
    "",
    ...outputs.flatMap(({ name, comment }) => [
      ...(comment === undefined ? [] : [`# ${comment}`]),
      `pulumi.export(${quoted(name)}, group.${snakeCase(name)})`,
    ]),
    "",
  ].join("\n");
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
