import { BLOCKER_TYPES } from "./blocker";
import { RULES } from "./rules";

/** The rules as a Markdown table, for the documentation. */
export function rulesTable(): string {
  const rows = BLOCKER_TYPES.map((type) => {
    const { rule, figure, source } = RULES[type];
    return [`\`${type}\``, rule, figure, `[Cloudflare](${source})`];
  });
  const lines = [["Blocker", "Rule", "Figure", "Source"], ["---", "---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
