import { oneLine } from "./plain";

const LONGEST = 80;

/**
 * Lines as a quoted label. Whatever might mean something to Mermaid, to Markdown or to HTML is
 * written as a number (`#60;`); letters, digits and a few signs stay as they are, so that the source
 * can be read too.
 */
export function label(lines: readonly (string | undefined)[]): string {
  return `"${lines.flatMap((one) => (one ? [encodeText(one) || "–"] : [])).join("<br/>")}"`;
}

export function encodeText(text: string, longest = LONGEST): string {
  return (
    shorten(text, longest)
      .replace(/[^\p{L}\p{M}\p{N} .,/()·…≥-]/gu, (sign) => `#${sign.codePointAt(0)};`)
      // What begins like an item of a list would become one.
      .replace(/^(\d+)\.(?= |$)/, "$1#46;")
      .replace(/^-/, "#45;")
  );
}

/** For the front matter, where JSON is YAML. */
export function yamlTitle(name: string, more: string): string {
  return JSON.stringify(`${shorten(name, LONGEST)}: ${more}`);
}

function shorten(text: string, longest: number): string {
  const letters = [...oneLine(text)];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : letters.join("");
}
