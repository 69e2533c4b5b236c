import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FACTS, FACTS_AS_OF, type Fact, PAGES } from "./facts";

const ROOT = join(__dirname, "../../..");
const FOLDERS = [
  "provider/src",
  "simulator/src",
  "simulator/page",
  "policy/src",
  "docs",
  "examples",
];
const READMES = ["README.md", "provider/README.md", "simulator/README.md", "policy/README.md"];

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|js|md|json|txt)$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file));
}

/** Returns the links to Cloudflare's documentation, each with the file that contains it. */
function linksIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const links = text.match(/https:\/\/developers\.cloudflare\.com\/[\w/-]+/g) ?? [];
  return links.map((link) => `${file}: ${link}`);
}

it("every link to Cloudflare's documentation in the sources points to a page in PAGES", () => {
  const pages: readonly string[] = Object.values(PAGES);
  const links = [...READMES, ...FOLDERS.flatMap(filesIn)].flatMap(linksIn);
  const unknown = links.filter((found) => !pages.includes(found.slice(found.indexOf("https:"))));
  expect(unknown).toEqual([]);
});

it("PAGES does not contain the resiliency page, because Cloudflare has not published it", () => {
  expect(Object.values(PAGES).filter((page) => page.includes("resiliency"))).toEqual([]);
});

const facts: [string, Fact<unknown>][] = Object.entries(FACTS);

it.each(facts)(
  "the fact %s has a page and a date, and a note if sources disagree",
  (_name, fact) => {
    expect(Object.values(PAGES)).toContain(fact.source);
    expect(fact.asOf).toMatch(/^2026-\d\d-\d\d$/);
    expect(fact.note !== undefined).toBe(fact.certainty === "contradicted");
    expect(fact.asOf <= (FACTS_AS_OF ?? "")).toBe(true);
  },
);
