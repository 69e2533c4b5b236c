/** The whole comment of a pull request, in GitHub's Markdown. */
import { counted } from "../../../domain/text";
import {
  assessPlanned,
  type ComparedDesigns,
  compareForPicture,
} from "../../../pictures/compared-designs";
import { diagram } from "../../../pictures/diagram";
import { diffMarkdown } from "../../../pictures/diff-markdown";
import { diffMermaid } from "../../../pictures/diff-mermaid";
import { encodeMarkdown as encode, markdownTable } from "../../../pictures/markdown-text";
import { headlineMarkdown, scorecardMarkdown } from "../../../pictures/scorecard-markdown";
import { firstOf } from "../../../pictures/words";
import { type Design, scorecardOf } from "../../../topology";
import { type ChangeRow, isChange, rowsOf } from "./changes";
import type { Plan } from "./preview";
import { rawDiff } from "./raw-diff";
import { verdictOf } from "./verdict";

/** A comment on GitHub has 65,536 characters at most. */
export const MAX_BYTES = 60_000;
const MAX_ROWS = 40;
const MAX_NAMES = 4;
const MAX_MESSAGES = 10;
const MAX_MESSAGE = 1_500;
/** What the raw diff needs at least to be of use. */
const MIN_DIFF = 4_000;

export interface CommentDesigns {
  /** Absent if there was no design before. */
  before?: readonly Design[];
  /** Absent if the design afterwards is not known. */
  after?: readonly Design[];
}

export function commentMarkdown(plan: Plan, designs: CommentDesigns): string {
  const rows = rowsOf(plan.steps);
  const head = [
    `### Interconnects${plan.stack === undefined ? "" : ` of ${encode(plan.stack)}`}`,
    verdict(plan, rows),
    messages("Errors", plan.errors.slice(1)),
    changeTable(plan, rows),
    messages("Warnings", plan.warnings),
  ];
  const sections = designSections(designs);
  const parts = fitting(
    [...head, ...sections.map(({ text }) => text), ...sections.flatMap(({ pictures }) => pictures)],
    MAX_BYTES - MIN_DIFF,
  );
  const rest = MAX_BYTES - bytesOf(parts.join("\n\n")) - 200;
  const changed = plan.steps.filter(isChange).length;
  if (changed > 0) {
    parts.push(folded(`Diff of ${counted(changed, "resource")}`, rawDiff(plan.steps, rest)));
  }
  return `${parts.join("\n\n")}\n`;
}

/** Leaves out what does not fit, and says so in its place. */
function fitting(all: readonly string[], maxBytes: number): string[] {
  let bytes = 0;
  return all.filter(Boolean).map((text) => {
    const own = bytesOf(text) + 2;
    if (bytes + own <= maxBytes) {
      bytes += own;
      return text;
    }
    const [, title = "A section"] = /^<details><summary>(.*?)<\/summary>/.exec(text) ?? [];
    const note = `${title} is left out, because a comment has a limited size.`;
    bytes += bytesOf(note) + 2;
    return note;
  });
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function verdict(plan: Plan, rows: readonly ChangeRow[]): string {
  const { alert, strong, rest } = verdictOf(plan, rows);
  const words = [
    ...strong.map((one) => `**${encode(one)}**`),
    ...rest.map((one) => encode(shorten(one))),
  ];
  return `> [!${alert}]\n> ${words.join(" · ")}`;
}

function messages(title: string, all: readonly string[]): string {
  if (all.length === 0) return "";
  const shown = all.slice(0, MAX_MESSAGES).map((one) => `- ${encode(shorten(one))}`);
  const rest = all.length - shown.length;
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  return [`**${title}**`, "", ...shown, ...more].join("\n");
}

function shorten(text: string): string {
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE - 1)}…` : text;
}

function changeTable({ errors }: Plan, rows: readonly ChangeRow[]): string {
  if (rows.length === 0) return "";
  const shown = rows.slice(0, MAX_ROWS).map(({ kind, names, describe, traffic, interruption }) => {
    const words = encode(describe(names.length));
    return [
      interruption === "certain" && kind !== "update" ? `**${words}**` : words,
      encode(firstOf(names, MAX_NAMES)),
      interruption === "certain" ? `**${encode(traffic)}**` : encode(traffic),
    ];
  });
  const rest = rows.length - shown.length;
  return [
    markdownTable(["Change", "Resources", "Interruption"], shown),
    ...(rest > 0 ? ["", `${counted(rest, "more kind")} of change in the diff below.`] : []),
    ...(errors.length > 0 ? ["", "The preview failed, so this list may be incomplete."] : []),
  ].join("\n");
}

interface Section {
  text: string;
  pictures: readonly string[];
}

function designSections({ before, after }: CommentDesigns): Section[] {
  if (after === undefined) return [{ text: "The design was not compared.", pictures: [] }];
  const old = new Map((before ?? []).map((design) => [design.name, design]));
  const names = new Set(after.map(({ name }) => name));
  const removed = [...old.values()].filter(
    ({ name, ports }) => !names.has(name) && ports.length > 0,
  );
  return [
    ...after.map((design) => designSection(old.get(design.name), design)),
    ...removed.map(({ name, ports }) => ({
      text: `**− ${encode(name)}: removed, with ${counted(ports.length, "port")}**`,
      pictures: [],
    })),
  ];
}

function designSection(before: Design | undefined, after: Design): Section {
  const { design, assessment } = assessPlanned(after);
  const picture = (text: string, title: string) =>
    folded(`${title} ${encode(design.name)}`, `\`\`\`mermaid\n${text}\`\`\``);
  const whole = picture(
    diagram(design, assessment, { format: "mermaid" }),
    "Picture of the design",
  );
  if (before === undefined) {
    const card = scorecardMarkdown(scorecardOf(design, assessment));
    return { text: `${card}\nThere is no design before to compare with.`, pictures: [whole] };
  }
  const compared = compareForPicture(assessPlanned(before), { design, assessment });
  if (isUnchanged(compared)) {
    const text = `${headlineMarkdown(compared.card)}\n\nThe design does not change.`;
    return { text, pictures: [whole] };
  }
  const changes = picture(diffMermaid(compared), "Picture of the changes of");
  return { text: diffMarkdown(compared).trimEnd(), pictures: [changes, whole] };
}

function isUnchanged({ diff, scores }: ComparedDesigns): boolean {
  const { ports, sessions, values } = diff;
  return (
    [...ports, ...sessions].every(({ kind }) => kind === "unchanged") &&
    values.length === 0 &&
    scores.every(({ trend }) => trend === "same")
  );
}

function folded(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}
