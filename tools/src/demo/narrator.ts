/** Output of the demo: numbered headings, commands as a user types them, and short remarks. */
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

const TYPE = "pulumi-nodejs:dynamic/cloudflare-cni:";
/** Matches lines about created and changed resources, waiting gates, and planned changes. */
const STEP = /^ [ +~-]+ \S+ \S+ (?:updated|created(?!.*is Pending)|creating.*is Pending)|=> |: \(/;

/** Prints the steps, diagnostics and totals of a command. */
export function pulumiLines(): (line: string) => void {
  let section = "";
  return (line) => {
    if (/^[^\s@]/.test(line) || line.includes("--outputs:--")) section = line;
    else if (line.includes("pulumi:pulumi:Stack")) return;
    else if (
      /^(Diagnostics|Resources)/.test(section) ||
      (/\w+ \(/.test(section) && STEP.test(line))
    ) {
      if (line.trim() !== "") console.log(dim("│ ") + line.replaceAll(TYPE, ""));
    }
  };
}

/** Checks a condition. The demo fails if it is false. */
export function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`This is not true, although it should be: ${what}.`);
  remark(what);
}
