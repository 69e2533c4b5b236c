import { FACTS, type Fact } from "./facts";

/** Formats the facts as a Markdown table for the documentation. */
export function factsTable(): string {
  const facts: readonly Fact<unknown>[] = Object.values(FACTS);
  const rows = facts.map(({ value, what, source, asOf, certainty, note }) => [
    formatValue(value),
    what,
    note === undefined ? certainty : `${certainty}: ${note}`,
    asOf,
    `[Cloudflare](${source})`,
  ]);
  const head = ["Value", "Fact", "Certainty", "As of", "Source"];
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function formatValue(value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en-US");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key}: ${formatValue(one)}`)
    .join("; ");
}
