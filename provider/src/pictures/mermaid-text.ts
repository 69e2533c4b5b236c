import { oneLine } from "./plain";

const MAX_LENGTH = 80;

/**
 * Joins lines into a quoted label. Encodes every character that Mermaid, Markdown or HTML could
 * interpret as a number (`#60;`), and keeps letters, digits and a few signs readable.
 */
export function label(lines: readonly (string | undefined)[]): string {
  return `"${lines.flatMap((one) => (one ? [encodeText(one) || "–"] : [])).join("<br/>")}"`;
}

export function encodeText(text: string, longest = MAX_LENGTH): string {
  return (
    shorten(text, longest)
      .replace(/[^\p{L}\p{M}\p{N} .,/()·…≥-]/gu, (sign) => `#${sign.codePointAt(0)};`)
      // Markdown would turn text that begins like a list item into a list.
      .replace(/^(\d+)\.(?= |$)/, "$1#46;")
      .replace(/^-/, "#45;")
  );
}

/** Returns the title for the front matter as a JSON string, which is also valid YAML. */
export function yamlTitle(name: string, more: string): string {
  return JSON.stringify(`${shorten(name, MAX_LENGTH)}: ${more}`);
}

function shorten(text: string, longest: number): string {
  const letters = [...oneLine(text)];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : letters.join("");
}
