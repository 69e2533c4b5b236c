/** Checks that examples in the documentation compile, that options exist, and that links are valid. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Script } from "node:vm";
import { createProgram, findEngine } from "cloudflare-cni-tools";
import { highAvailability } from "pulumi-cloudflare-cni-policy/policies";
import ts from "typescript";
import { parse } from "yaml";
import { blocksIn, type Call, callsIn, inlineCommandsIn, ROOT } from "./support/markdown";
import { scriptsIn, WORKFLOWS } from "./support/workflows";

const READMES = ["README.md", "provider/README.md", "simulator/README.md"];
const GUIDES = readdirSync(join(ROOT, "docs"))
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
/** Documents that do not need an example, because their program is beside them or they have none. */
const BESIDE = [
  "CONTRIBUTING.md",
  "SECURITY.md",
  "policy/README.md",
  ...readdirSync(join(ROOT, "examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("README.md") && !file.includes("node_modules"))
    .map((file) => join("examples", file)),
];
const PAGES = [...READMES, ...GUIDES, ...BESIDE];
const SOURCES = ["provider/src", "simulator/src"];

interface Example {
  from: string;
  text: string;
}

/** Returns the files of the package whose classes and functions a program can import. */
function exportedFiles(): string[] {
  const index = readFileSync(join(ROOT, "provider/src/index.ts"), "utf8");
  const exported = index.matchAll(/^export \{[^}]*\} from "\.\/(program\/[^"]+)";$/gm);
  return [...exported].map(([, file]) => `provider/src/${file}.ts`);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(folder, file));
}

function examplesInSource(file: string): Example[] {
  const text = readFileSync(join(ROOT, file), "utf8").replace(/^ *\* ?/gm, "");
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, block = ""], index) => ({ from: `${file} #${index + 1}`, text: block }));
}

function examplesInMarkdown(file: string): Example[] {
  return blocksIn(file).filter(({ language }) => language === "ts");
}

const examples = [
  ...PAGES.flatMap(examplesInMarkdown),
  ...SOURCES.flatMap(sourceFiles).flatMap(examplesInSource),
];

describe("documentation examples", () => {
  let folder: string;
  let program: ts.Program;
  beforeAll(async () => {
    const files = examples.map(({ text }, index) => [`example-${index}.ts`, text]);
    folder = await createProgram({
      "index.ts": "",
      ...Object.fromEntries(files),
    });
    program = ts.createProgram(
      files.map(([name = ""]) => join(folder, name)),
      {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.Node16,
        moduleResolution: ts.ModuleResolutionKind.Node16,
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: ["node", "jest"],
        typeRoots: [join(ROOT, "node_modules/@types")],
      },
    );
  });
  afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }));

  it("cover every README, every guide, and every exported class and function", () => {
    const places = new Set(examples.map(({ from }) => from.replace(/( #|:).*/, "")));
    expect([...places]).toEqual(
      expect.arrayContaining([
        ...READMES,
        "docs/first-port.md",
        "docs/high-availability.md",
        ...exportedFiles(),
      ]),
    );
  });

  it.each(examples.map(({ from }, index) => ({ from, index })))(
    "compile without errors: $from",
    ({ index }) => {
      const file = program.getSourceFile(join(folder, `example-${index}.ts`));
      const problems = ts.getPreEmitDiagnostics(program, file).map((problem) => {
        const where = problem.file ? relative(folder, problem.file.fileName) : "";
        return `${where}: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`;
      });
      expect(problems).toEqual([]);
    },
  );
});

describe("documented commands", () => {
  const SHELL = PAGES.flatMap(blocksIn)
    .filter(({ language }) => ["sh", "console"].includes(language))
    .map(({ from, language, text }) => ({ from, text: language === "sh" ? text : typedIn(text) }));
  const INLINE = PAGES.map((file) => ({
    from: `${file}, in the text`,
    text: inlineCommandsIn(file).join("\n"),
  }));
  const JOBS = WORKFLOWS.flatMap((file) =>
    scriptsIn(file).map(({ name, text }) => ({ from: `${file}, ${name}`, text })),
  );

  let pulumi: string;
  beforeAll(async () => {
    pulumi = join((await findEngine())?.bin ?? "", "pulumi");
  });

  const helps = new Map<string, string>();
  /** Returns the output of `--help`. Runs each command only once. */
  function helpOf(file: string, args: string[]): string {
    const key = [file, ...args].join(" ");
    const known = helps.get(key);
    if (known !== undefined) return known;
    const text = execFileSync(file, [...args, "--help"], { encoding: "utf8", stdio: "pipe" });
    helps.set(key, text);
    return text;
  }

  /** Returns the help of a Pulumi command, which may be nested, such as `pulumi stack init`. */
  function pulumiHelp(words: string[]): string {
    const [group = "", command = ""] = words;
    const text = helpOf(pulumi, [group]);
    const isGroup = text.includes("Available Commands:") && /^[a-z-]+$/.test(command);
    return isGroup ? helpOf(pulumi, [group, command]) : text;
  }

  function helpFor({ program, words }: Call): string {
    const [first = ""] = words;
    if (program === "pulumi") return pulumiHelp(words);
    if (program === "cni") return helpOf(process.execPath, ["provider/bin/cni.js", first]);
    return helpOf(process.execPath, ["simulator/bin/cni-simulator.js"]);
  }

  /** npm scripts of the root and of the example that has scripts of its own. */
  const scripts: Record<string, string> = Object.assign(
    {},
    ...["package.json", "examples/multi-cloud/package.json"].map(
      (file) => JSON.parse(readFileSync(join(ROOT, file), "utf8")).scripts,
    ),
  );

  function problemsOf(call: Call): string[] {
    const [first = "", second = ""] = call.words;
    if (call.program === "npm") {
      return second in scripts ? [] : [`package.json has no script ${second}`];
    }
    const help = helpFor(call);
    if (call.program === "cni" && !help.includes(`Usage: cni ${first}`)) return [`cni ${first}`];
    return call.options
      .filter((option) => !new RegExp(`(^|[\\s,])${option}(?![\\w-])`, "m").test(help))
      .map((option) => `${call.program} ${first} has no ${option}`);
  }

  it.each([...SHELL, ...INLINE, ...JOBS])(
    "exist and have all the options that the documentation uses: $from",
    ({ text }) => {
      execFileSync("bash", ["-n"], { input: text, stdio: "pipe" });
      expect(callsIn(text).flatMap(problemsOf)).toEqual([]);
    },
  );
});

/** Returns the commands that a user types in a terminal session. */
function typedIn(session: string): string {
  return [...session.matchAll(/^\$ (.*)$/gm)].map(([, command = ""]) => command).join("\n");
}

/** Parsers of code blocks, by language. */
const READERS: Record<string, (text: string) => unknown> = {
  json: (text) => JSON.parse(text),
  yaml: (text) => parse(text),
  js: (text) => new Script(text),
};
/** Languages of the code blocks that tests compile, run or generate. */
const CHECKED = ["ts", "sh", "console", "mermaid", "text", ...Object.keys(READERS)];

it("every code block has a language that a test checks", () => {
  const blocks = PAGES.flatMap(blocksIn);
  for (const { language, text } of blocks) READERS[language]?.(text);
  // A block without a language shows the output of a command or an error.
  const unchecked = blocks.filter(({ language }) => !CHECKED.includes(language));
  expect(unchecked.map(({ from }) => from)).toEqual([]);
});

it("the policy pack accepts the configuration in its README", () => {
  const [{ text = "" } = {}] = blocksIn("policy/README.md").filter(
    ({ language }) => language === "json",
  );
  const { name, configSchema } = highAvailability;
  const { [name]: configured } = JSON.parse(text);
  expect(Object.keys(configSchema?.properties ?? {})).toEqual(
    expect.arrayContaining(Object.keys(configured)),
  );
});

describe("documentation links", () => {
  function anchorsOf(file: string): string[] {
    const headings = readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm);
    return [...headings].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replace(/ /g, "-"),
    );
  }

  it.each(PAGES)("lead to an existing file and heading in %s", (file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? join(ROOT, file) : join(ROOT, dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  const index = readFileSync(join(ROOT, "docs/README.md"), "utf8");

  it("lead from the end of each guide to the previous and the next guide in the index", () => {
    const rows = [...index.matchAll(/^\| .* \| (\[.*\]\(([\w-]+\.md)\)) \|$/gm)];
    for (const [at, [, , file = ""]] of rows.entries()) {
      const [before, after] = [rows[at - 1]?.[1], rows[at + 1]?.[1]];
      const links = [before && `Previous: ${before}`, after && `Next: ${after}`];
      const last = [...links.filter(Boolean), "[Contents](README.md)"].join(" · ");
      const page = readFileSync(join(ROOT, "docs", file), "utf8");
      expect([file, page.trimEnd().split("\n").at(-1)]).toEqual([file, last]);
    }
  });

  it("lead from the index to every page", () => {
    const pages = GUIDES.map((file) => relative("docs", file)).filter(
      (page) => page !== "README.md",
    );
    expect(pages.filter((page) => !index.includes(`(${page})`))).toEqual([]);
  });
});
