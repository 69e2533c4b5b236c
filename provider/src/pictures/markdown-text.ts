import { oneLine } from "./plain";

/** Encodes every character that Markdown or HTML could interpret, and prevents mentions of users and links. */
export function encodeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[^\p{L}\p{M}\p{N} .,:;"'/()·…≥≤→✓✗−-]/gu, (sign) => `&#${sign.codePointAt(0)};`)
    .replaceAll("&#64;", "&#64;\u200B")
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/(?<=www)\./gi, "&#46;");
}

/** A table in GitHub's Markdown. The cells must be encoded. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [header, header.map(() => "---"), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}
