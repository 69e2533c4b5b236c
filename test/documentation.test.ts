/** Every TypeScript example in a docstring or a README compiles as a user would compile it. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { createProgram } from "cloudflare-cni-tools";
import ts from "typescript";

const ROOT = resolve(__dirname, "..");
const READMES = ["README.md", "provider/README.md", "simulator/README.md"];
const SOURCES = ["provider/src", "simulator/src"];

interface Example {
  from: string;
  text: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join(folder, file));
}

function examplesIn(file: string): Example[] {
  const text = readFileSync(join(ROOT, file), "utf8").replace(/^ *\* ?/gm, (star) =>
    file.endsWith(".ts") ? "" : star,
  );
  const blocks = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, block = ""], index) => ({ from: `${file} #${index + 1}`, text: block }));
}

const examples = [...READMES, ...SOURCES.flatMap(sourceFiles)].flatMap(examplesIn);

let folder: string;
let program: ts.Program;
beforeAll(async () => {
  const files = examples.map(({ text }, index) => [`example-${index}.ts`, text]);
  folder = await createProgram({ "index.ts": "", ...Object.fromEntries(files) });
  program = ts.createProgram(
    examples.map((_, index) => join(folder, `example-${index}.ts`)),
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
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("there are examples in every README and for every exported resource", () => {
  const places = new Set(examples.map(({ from }) => from.replace(/ #.*/, "")));
  expect([...places]).toEqual(
    expect.arrayContaining([
      ...READMES,
      ...sourceFiles("provider/src/resources").filter(
        (file) => !/(values|lookup|dynamic-resource|interconnect-link)\.ts$/.test(file),
      ),
    ]),
  );
});

it.each(examples.map(({ from }, index) => ({ from, index })))("$from", ({ index }) => {
  const file = program.getSourceFile(join(folder, `example-${index}.ts`));
  const problems = ts.getPreEmitDiagnostics(program, file).map((problem) => {
    const where = problem.file ? relative(folder, problem.file.fileName) : "";
    return `${where}: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`;
  });
  expect(problems).toEqual([]);
});
