// @ts-check
/**
 * `npm run docs`: writes docs/reference/. The pages of resources and lookups come from the plugin's schema, the pages of
 * commands from their help, and the pages of the TypeScript API from the docstrings.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ $ref?: string, type?: string, description?: string, items?: Schema, additionalProperties?: Schema, oneOf?: Schema[], secret?: boolean, enum?: { value: unknown }[] }} Schema */
/** @typedef {{ description?: string, properties?: Record<string, Schema>, required?: string[] } & Schema} ObjectSchema */
/** @typedef {{ description: string, properties: Record<string, Schema>, required?: string[], inputProperties: Record<string, Schema>, requiredInputs?: string[] }} ResourceSchema */
/** @typedef {{ description: string, inputs?: ObjectSchema, outputs?: ObjectSchema }} FunctionSchema */

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const LANGUAGES = new Map([
  ["typescript", "TypeScript"],
  ["python", "Python"],
  ["go", "Go"],
  ["csharp", "C#"],
  ["yaml", "YAML"],
]);

/** @type {{ types: Record<string, ObjectSchema>, resources: Record<string, ResourceSchema>, functions: Record<string, FunctionSchema> }} */
const schema = JSON.parse(readFileSync(join(root, "provider/schema.json"), "utf8"));

/** @param {string} token */
const nameOf = (token) => token.slice(token.lastIndexOf(":") + 1);
/** @param {string} name */
const anchorOf = (name) => `[${name}](#${name.toLowerCase()})`;
/** @param {string | undefined} text */
const inCell = (text = "") =>
  text
    .trim()
    .replaceAll("|", "\\|")
    .replace(/\s*\n\s*/g, " ");

/**
 * @param {Schema} type
 * @returns {string}
 */
function typeOf(type) {
  if (type.$ref?.startsWith("#/types/")) return anchorOf(nameOf(type.$ref));
  if (type.$ref) {
    const resource = nameOf(type.$ref);
    return `[${resource}](../resources/${resource}.md)`;
  }
  if (type.oneOf) return [...new Set(type.oneOf.map(typeOf))].join(" or ");
  if (type.type === "array") return `list of ${typeOf(type.items ?? {})}`;
  if (type.type === "object") return `map of ${typeOf(type.additionalProperties ?? {})}`;
  return type.type ?? "any";
}

/**
 * @param {Record<string, Schema>} properties
 * @param {readonly string[]} [required]
 */
function tableOf(properties, required) {
  const isOptional = (/** @type {string} */ name) => !required?.includes(name);
  const names = Object.keys(properties);
  const ordered = [...names.filter((name) => !isOptional(name)), ...names.filter(isOptional)];
  const rows = ordered.map((name) => {
    const type = properties[name] ?? {};
    const isRequired = isOptional(name) ? "" : "yes";
    const cells = [`\`${name}\``, typeOf(type), ...(required ? [isRequired] : [])];
    return `| ${[...cells, inCell(type.description)].join(" | ")} |`;
  });
  const head = required
    ? "| Property | Type | Required | Description |\n| --- | --- | --- | --- |"
    : "| Property | Type | Description |\n| --- | --- | --- |";
  return [head, ...rows].join("\n");
}

/**
 * Names of the types that these properties use, directly or through others.
 *
 * @param {readonly Schema[]} properties
 * @param {Set<string>} [found]
 */
function typesIn(properties, found = new Set()) {
  for (const type of properties) {
    const { $ref = "", items, additionalProperties, oneOf = [] } = type;
    const token = $ref.startsWith("#/types/") ? $ref.slice("#/types/".length) : undefined;
    if (token !== undefined && !found.has(token)) {
      found.add(token);
      typesIn(Object.values(schema.types[token]?.properties ?? {}), found);
    }
    typesIn(
      [items, additionalProperties, ...oneOf].filter((one) => one !== undefined),
      found,
    );
  }
  return found;
}

/** @param {readonly Schema[]} properties */
function typesSection(properties) {
  const sections = [...typesIn(properties)].toSorted().map((token) => {
    const type = schema.types[token];
    const values = type?.enum?.map(({ value }) => `\`${value}\``).join(", ");
    const table = type?.properties ? tableOf(type.properties, type.required ?? []) : values;
    return [`### ${nameOf(token)}`, type?.description, table].filter(Boolean).join("\n\n");
  });
  return sections.length === 0 ? [] : ["## Types", ...sections];
}

/**
 * The examples of a description, folded by language, and its text without them.
 *
 * @param {string} description
 */
function examplesOf(description) {
  const [text = "", rest = ""] = description.split("{{% examples %}}");
  const blocks = [...rest.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  const folded = [...LANGUAGES].flatMap(([key, language]) =>
    blocks
      .filter(([, info]) => info === key)
      .map(
        ([, , code]) =>
          `<details${key === "typescript" ? " open" : ""}>\n<summary>${language}</summary>\n\n\`\`\`${key}\n${code}\`\`\`\n\n</details>`,
      ),
  );
  const [, importing] = description.split("## Import\n");
  return {
    text: text.trim(),
    examples: folded.length === 0 ? [] : ["## Example", ...folded],
    importing: importing === undefined ? [] : ["## Import", importing.trim()],
  };
}

/**
 * @param {string} token
 * @param {ResourceSchema} resource
 */
function resourcePage(token, { description, inputProperties, requiredInputs = [], properties }) {
  const { text, examples, importing } = examplesOf(description);
  const all = [...Object.values(inputProperties), ...Object.values(properties)];
  return [
    `# ${nameOf(token)}`,
    text,
    `Type token of the provider plugin: \`${token}\`. Property names are those of TypeScript and YAML. Python writes \`slot_id\` for \`slotId\`; Go and C# write \`SlotId\`.`,
    ...examples,
    "## Inputs",
    tableOf(inputProperties, requiredInputs),
    "## Outputs",
    tableOf(properties),
    ...typesSection(all),
    ...importing,
  ];
}

/**
 * @param {string} token
 * @param {FunctionSchema} lookup
 */
function lookupPage(token, { description, inputs, outputs }) {
  const { text, examples } = examplesOf(description);
  const [given, returned] = [inputs?.properties ?? {}, outputs?.properties ?? {}];
  return [
    `# ${nameOf(token)}`,
    text,
    `In TypeScript, \`${nameOf(token)}Output\` accepts outputs as arguments.`,
    ...examples,
    "## Arguments",
    tableOf(given, inputs?.required ?? []),
    "## Result",
    tableOf(returned),
    ...typesSection([...Object.values(given), ...Object.values(returned)]),
  ];
}

/** @param {import("commander").Command} command */
function commandPage(command) {
  const options = command.options.map((option) => {
    const { description, argChoices, defaultValueDescription } = option;
    const notes = [
      ...(argChoices ? [argChoices.join(", ")] : []),
      ...(defaultValueDescription ? [`default: ${defaultValueDescription}`] : []),
    ];
    const about = notes.length > 0 ? `${description} (${notes.join("; ")})` : description;
    return `| \`${option.flags.replaceAll("|", "\\|")}\` | ${inCell(about)} |`;
  });
  return [
    `# ${command.name()}`,
    command.description(),
    `\`\`\`sh\nnpx pulumi-cloudflare-cni ${command.name()} ${command.usage()}\n\`\`\``,
    ...(options.length === 0
      ? []
      : ["## Options", ["| Option | Description |\n| --- | --- |", ...options].join("\n")]),
    "[Exit codes](../../command.md#exit-codes) are the same for every command.",
  ];
}

/**
 * First sentence of a description.
 *
 * @param {string} [text]
 */
function firstSentence(text = "") {
  return inCell(text.split("\n\n")[0]).replace(/(\.)\s.*$/, "$1");
}

/** @typedef {{ name: string, summary: string, sections: string[] }} Page */

/** Every page except those of the TypeScript API, by its path. */
function pages() {
  /** @type {typeof import("../provider/src/cli/program.ts")} */
  const { createProgram } = require("../provider/dist/cli/program.js");
  /** @type {(one: Page, other: Page) => number} */
  const byName = (one, other) => one.name.localeCompare(other.name);
  const resources = Object.entries(schema.resources).map(([token, resource]) => ({
    name: nameOf(token),
    summary: firstSentence(resource.description),
    sections: resourcePage(token, resource),
  }));
  const lookups = Object.entries(schema.functions).map(([token, lookup]) => ({
    name: nameOf(token),
    summary: firstSentence(lookup.description),
    sections: lookupPage(token, lookup),
  }));
  const commands = createProgram().commands.map((command) => ({
    name: command.name(),
    summary: command.summary(),
    sections: commandPage(command),
  }));
  /** @type {[title: string, pages: Page[]][]} */
  const chapters = [
    ["Resources", resources.toSorted(byName)],
    ["Lookups", lookups.toSorted(byName)],
    ["Commands", commands],
  ];

  /** @type {Map<string, string[]>} */
  const written = new Map();
  const index = chapters.flatMap(([title, entries]) => {
    const folder = title.toLowerCase();
    for (const { name, sections } of entries) written.set(`${folder}/${name}.md`, sections);
    const links = entries.map(
      ({ name, summary }) => `- [${name}](${folder}/${name}.md): ${summary}`,
    );
    return [`## ${title}`, links.join("\n")];
  });
  written.set("README.md", [
    "# Reference",
    "Generated from the schema, the docstrings and the help of the commands.",
    ...index,
    "## TypeScript",
    "[The TypeScript API](typescript/README.md) has every class, function and type, with the subpaths `topology`, `pictures` and `rehearsal`.",
  ]);
  return written;
}

const [, , flag, folder] = process.argv;
const out = flag === "--out" && folder ? folder : join(root, "docs/reference");
rmSync(out, { recursive: true, force: true });
const typedoc = join(root, "node_modules/.bin/typedoc");
const options = ["--options", "docs/typedoc.json", "--out", join(out, "typescript")];
const { status } = spawnSync(typedoc, options, { cwd: root, stdio: "inherit" });
for (const [path, sections] of pages()) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${sections.join("\n\n")}\n`);
}
process.exitCode = status ?? 1;
