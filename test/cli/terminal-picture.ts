/** Renders terminal output as text and as an HTML page. */
import { stripVTControlCharacters } from "node:util";

const ESCAPE = "\u001b";
const TOKEN = new RegExp(`${ESCAPE}\\[[\\d;?]*[a-zA-Z]|\\r\\n|\\r|\\n|[^${ESCAPE}\\r\\n]+`, "g");
const COLORS: Record<string, string> = { 31: "#ff7b72", 32: "#56d364", 33: "#e3b341" };

/** Applies the control sequences that the command uses: carriage return, cursor up, and clearing. */
function linesOf(written: string): string[] {
  const lines: string[] = [""];
  let row = 0;
  for (const token of written.match(TOKEN) ?? []) {
    const [, count = "", kind = ""] = /^.\[([\d;?]*)([a-zA-Z])$/.exec(token) ?? [];
    if (token === "\r\n" || token === "\n") {
      row += 1;
      lines[row] ??= "";
    } else if (token === "\r" || kind === "K" || kind === "G") lines[row] = "";
    else if (kind === "A") row = Math.max(0, row - Number(count || 1));
    else if (kind === "J") lines.splice(row, lines.length, "");
    else if (kind === "" || kind === "m") lines[row] += token;
  }
  return lines;
}

/** Returns the visible text of the screen, without styles. */
export function screenOf(written: string): string {
  return stripVTControlCharacters(linesOf(written).join("\n"));
}

export function pageOfTerminal(command: string, written: string): string {
  const text = linesOf(written).join("\n").trimEnd();
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const colored = escaped.replace(new RegExp(`${ESCAPE}\\[(\\d+)m`, "g"), (_, code: string) => {
    if (code === "1") return "<b>";
    if (code === "2") return '<span style="opacity:.6">';
    if (code === "22") return "</b></span>";
    return COLORS[code] ? `<span style="color:${COLORS[code]}">` : "</span>";
  });
  return `<!doctype html><meta charset="utf-8"><body style="margin:0;width:max-content;background:#0d1117">
<pre style="margin:0;padding:20px;color:#e6edf3;font:14px/1.45 'DejaVu Sans Mono',monospace"><span style="color:#79c0ff">$ ${command}</span>
${colored}</pre>`;
}
