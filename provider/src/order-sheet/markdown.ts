/** Order sheet as Markdown. */

import { encodeMarkdown as encode, markdownTable } from "../pictures/markdown-text";
import { stateOfPort } from "../pictures/tone";
import {
  BLANK,
  checklist,
  contacts,
  endA,
  endZ,
  type Field,
  figures,
  joinParts,
  notices,
  type Part,
  requirements,
  type SheetDetails,
  SOURCES,
  separation,
  subtitle,
  titleOf,
} from "./content";
import type { CrossConnect, OrderSheet } from "./sheet";

const TO_FILL_IN = "____";

export function orderSheetMarkdown(sheet: OrderSheet, details: SheetDetails): string {
  const common = figures().map(({ source, ...field }) => row(field, ` [${source}]`));
  return [
    `# Order of cross-connects: ${encode(titleOf(sheet))}`,
    "",
    encode(subtitle(sheet, details.date)),
    "",
    table(common),
    "",
    table(contacts(details).map((field) => row(field))),
    ...sheet.crossConnects.flatMap(order),
    "",
    "Sources, as of the date of each page:",
    "",
    ...SOURCES.map(({ number, url, asOf }) => `- [${number}] <${url}>, ${asOf}`),
    "",
  ].join("\n");
}

function order(one: CrossConnect): string[] {
  const { port, interconnect, isGone, letter } = one;
  const state = isGone ? "gone" : stateOfPort(one).word;
  const loa =
    letter !== undefined && "file" in letter
      ? `[${encode(letter.file)}](${letter.file})`
      : TO_FILL_IN;
  return [
    "",
    `## ${encode([port, interconnect, state].filter(Boolean).join(" · "))}`,
    ...notices(one).flatMap(({ text }) => ["", `> ${line(text)}`]),
    "",
    table(
      endA(one).map((field) => row(field)),
      "A end: yours",
    ),
    "",
    table(
      endZ(one).map((field) => row(field)),
      "Z end: Cloudflare",
    ),
    "",
    table([
      ...requirements(one).map((field) => row(field)),
      ["LOA", loa],
      row({ title: "Slot", value: [one.slotId ?? BLANK] }),
      row({ title: "Separation", value: [separation(one)] }),
    ]),
    "",
    ...checklist(one).map((parts) => `- [ ] ${line(parts)}`),
  ];
}

type Row = readonly [title: string, value: string];

function table(rows: readonly Row[], title = ""): string {
  return markdownTable([title, ""], rows);
}

function row({ title, value }: Field, after = ""): Row {
  return [title, `${line(value)}${after}`];
}

function line(parts: readonly Part[]): string {
  return joinParts(parts, (part) => {
    if (part === BLANK) return TO_FILL_IN;
    return typeof part === "string" ? encode(part) : `\`${part.code}\``;
  });
}
