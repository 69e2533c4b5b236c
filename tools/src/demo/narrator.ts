/** How the demo talks: numbered headings, commands as a user would type them, short remarks. */
const dim = (text: string) => (process.stdout.isTTY ? `\u001b[2m${text}\u001b[0m` : text);
const bold = (text: string) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);

let steps = 0;

export function heading(text: string): void {
  steps += 1;
  console.log(`\n${bold(`${steps}. ${text}`)}`);
}

export function command(text: string): void {
  console.log(dim(`$ ${text}`));
}

export function remark(text: string): void {
  console.log(`  → ${text}`);
}

/** A line of Pulumi's own output; its dots that only show time passing are left out. */
export function pulumiLine(line: string): void {
  if (line.trim() !== "" && !line.startsWith("@ ")) console.log(dim("│ ") + line);
}

/** States what must be so. The demo ends with an error where it is not. */
export function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not as it should be: ${what}`);
  remark(what);
}
