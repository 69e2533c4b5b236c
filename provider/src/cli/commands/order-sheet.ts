import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { AccountApi } from "../../api/account";
import { isApiError } from "../../api/errors";
import { sameId } from "../../domain/ids";
import {
  type ApiObjects,
  type CrossConnect,
  crossConnectsOf,
  type Letter,
  netBoxOf,
  type OrderSheet,
  orderSheetHtml,
  orderSheetMarkdown,
  sheetsOf,
} from "../../order-sheet";
import type { Design } from "../../topology";
import { withStatus } from "../account-objects";
import { usageError } from "../cli-error";
import { createCommand } from "../command";
import { designFileOption, readDeclaredDesigns } from "../design-files";
import { designOfAccount } from "../design-of-account";
import { presentDesignsOfStack } from "../design-of-stack";
import { EXIT, type ExitCode } from "../exit-codes";
import { writeOutputFile } from "../files";
import { downloadLetter, letterFileName } from "../letters";
import type { Output } from "../output";
import { withProgress } from "../progress";
import { stackFields, stackOptions } from "../stack";

const FORMATS = { html: orderSheetHtml, markdown: orderSheetMarkdown };
const EXTENSIONS = { html: "html", markdown: "md" };

const schema = z.object({
  out: z.string(),
  format: z.enum(["html", "markdown", "netbox"]),
  force: z.boolean().default(false),
  party: z.string().optional(),
  design: z.string().optional(),
  ...stackFields,
});
type Options = z.output<typeof schema>;

interface OutputFile {
  name: string;
  contents: string | Uint8Array;
}

export function orderSheetCommand(): Command {
  return createCommand({
    usage: "order-sheet",
    summary: "Write an order sheet for the cross-connects of each facility, with their LOAs",
    details:
      "Takes the ports of a stack, a design or the account. An HTML sheet with up to four ports prints to one page. What is not known is a blank to fill in. With --format netbox, writes CSV files for NetBox's bulk import instead, in the order to import them.",
    options: [
      new Option("--out <folder>", "Output folder").default("order-sheets"),
      new Option("--format <format>", "Output format")
        .choices(["html", "markdown", "netbox"])
        .default("html"),
      new Option("--force", "Replace existing files"),
      new Option("--party <name>", "Party that orders the cross-connects (default: the account)"),
      designFileOption(),
      ...stackOptions(),
    ],
    schema,
    async run(options, context) {
      const { output } = context;
      const designs = await readDeclaredDesigns(options, presentDesignsOfStack);
      const { api } = await context.connect();
      const { found, objects } = await readPorts(designs, api, output);
      const crossConnects = crossConnectsOf(found, objects);
      if (crossConnects.length === 0) {
        if (output.json) output.data({ files: [], ports: [] });
        else output.note("No ports found.");
        return EXIT.ok;
      }
      return options.format === "netbox"
        ? writeNetBox(crossConnects, options, output)
        : writeSheets(crossConnects, options.format, options, { api, output });
    },
  });
}

/** Reads what the API knows of the ports of the designs, or of the account if there are none. */
async function readPorts(
  designs: Design[] | undefined,
  api: AccountApi,
  output: Output,
): Promise<{ found: Design[]; objects: ApiObjects }> {
  const [all, cnis] = await Promise.all([api.interconnects.list(), api.cnis.list()]);
  const found = designs ?? [designOfAccount({ account: api.account, ports: all, cnis })];
  const names = found.flatMap(({ ports }) =>
    ports.flatMap(({ interconnect }) => interconnect ?? []),
  );
  const ours = all.filter(({ name }) => names.some((one) => sameId(one, name)));
  const needsSlots = ours.some(({ facility, device, speed }) => !facility || !device || !speed);
  const [interconnects, slots] = await Promise.all([
    withStatus(api, ours, output),
    needsSlots ? api.slots.list() : [],
  ]);
  return { found, objects: { interconnects, slots, cnis } };
}

async function writeSheets(
  crossConnects: readonly CrossConnect[],
  format: keyof typeof FORMATS,
  { out, force, party }: Options,
  { api, output }: { api: AccountApi; output: Output },
): Promise<ExitCode> {
  const letters: OutputFile[] = [];
  async function addLetter(one: CrossConnect): Promise<CrossConnect> {
    if (one.interconnect === undefined || one.isGone) return one;
    const letter = await letterOf(one.interconnect);
    return { ...one, letter };
  }
  async function letterOf(interconnect: string): Promise<Letter> {
    const name = letterFileName(interconnect);
    try {
      letters.push({ name, contents: await downloadLetter(api, interconnect, party) });
      return { file: name };
    } catch (error) {
      // Without a letter, the sheet still says what to order.
      if (!isApiError(error, "not-found", "conflict", "refused", "remote", "unreadable"))
        throw error;
      return { problem: error.details.reason };
    }
  }
  const complete = await withProgress(output, "letters", crossConnects, addLetter);
  const sheets = sheetsOf(complete);
  const details = { party, date: new Date().toISOString().slice(0, 10) };
  const names = fileNamesOf(sheets, EXTENSIONS[format]);
  const files = sheets.map((sheet, at) => ({
    name: names[at] ?? "",
    contents: FORMATS[format](sheet, details),
  }));
  await writeAll(out, [...files, ...letters], force);
  if (output.json) {
    const written = [...files, ...letters].map(({ name }) => join(out, name));
    output.data({ files: written, ports: complete.map(toJson) });
  } else {
    for (const { name } of files) output.line(join(out, name));
    for (const one of complete) {
      const problem = problemOf(one);
      if (problem !== undefined) output.line(`! ${one.port}: ${problem}`);
    }
  }
  return complete.some((one) => problemOf(one) !== undefined) ? EXIT.findings : EXIT.ok;
}

async function writeNetBox(
  crossConnects: readonly CrossConnect[],
  { out, force }: Options,
  output: Output,
): Promise<ExitCode> {
  const { files, notes } = netBoxOf(crossConnects);
  await writeAll(
    out,
    files.map(({ name, text }) => ({ name, contents: text })),
    force,
  );
  if (output.json) {
    output.data({ files: files.map(({ name }) => join(out, name)), notes });
  } else {
    for (const { name } of files) output.line(join(out, name));
    for (const note of notes) output.note(note);
  }
  return crossConnects.some(({ isGone }) => isGone) ? EXIT.findings : EXIT.ok;
}

/** Writes every file, or none if one exists and may not be replaced. */
async function writeAll(
  folder: string,
  files: readonly OutputFile[],
  force: boolean,
): Promise<void> {
  const existing = files.find(({ name }) => !force && existsSync(join(folder, name)));
  if (existing !== undefined) {
    throw usageError(
      `${join(folder, existing.name)} already exists. Choose another folder with --out, or add --force to replace it.`,
    );
  }
  for (const { name, contents } of files) {
    await writeOutputFile(join(folder, name), contents, { force });
  }
}

/** Why a cross-connect cannot be ordered with this sheet alone. */
function problemOf({ interconnect, isGone, letter }: CrossConnect): string | undefined {
  if (interconnect === undefined) return "not ordered yet. Run pulumi up first.";
  if (isGone) return `Cloudflare no longer has ${interconnect}. Do not order its cross-connect.`;
  return letter !== undefined && "problem" in letter ? `no LOA yet: ${letter.problem}` : undefined;
}

function toJson(one: CrossConnect) {
  const { port, design, interconnect, facility, letter } = one;
  return { port, design, interconnect, facility, ...letter, problem: problemOf(one) };
}

/** File names after the facilities, each of which occurs once. */
function fileNamesOf(sheets: readonly OrderSheet[], extension: string): string[] {
  const stems = sheets.map(({ facility }) => stemOf(facility));
  return stems.map((stem, at) => {
    const before = stems.slice(0, at).filter((other) => other === stem).length;
    return `${stem}${before === 0 ? "" : `-${before + 1}`}.${extension}`;
  });
}

function stemOf(facility = "unknown facility"): string {
  const words = facility.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.filter(Boolean).join("-").slice(0, 80) || "facility";
}
