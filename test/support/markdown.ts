/** Finds code and commands in Markdown files. */
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");

export interface Block {
  /** File and line number. */
  from: string;
  file: string;
  language: string;
  text: string;
}

/** Returns the code blocks of a Markdown file. */
export function blocksIn(file: string): Block[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = "", 2: code = "", index }) => ({
      from: `${relative(ROOT, join(ROOT, file))}:${text.slice(0, index).split("\n").length}`,
      file,
      language,
      text: code,
    }),
  );
}

/** Returns the commands between backticks in the prose, such as `pulumi up --refresh`. */
export function inlineCommandsIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  const codes = text.matchAll(/`((?:pulumi|cni|npx|npm) [^`\n]+)`/g);
  // `npx pulumi-cloudflare-cni <command>` is a placeholder, not a command.
  return [...codes].map(([, code = ""]) => code).filter((code) => !code.includes("<"));
}

/** Call of a program, with the words after its name and its options without values. */
export interface Call {
  program: string;
  words: string[];
  options: string[];
}

/** Returns the calls of `pulumi`, `cni`, `cni-simulator` and `npm run` in a shell script. */
export function callsIn(script: string): Call[] {
  return script
    .replace(/\\\n/g, " ")
    .replace(/'[^'\n]*'|"[^"\n]*"/g, "TEXT")
    .split(/\n|&&|\|\||[|;]/)
    .map((line) =>
      line
        .trim()
        .replace(/^npx (?:--no -- )?/, "")
        .replace(/^(pulumi-cloudflare-cni|cloudflare-cni-simulator)\b/, (name) =>
          name === "pulumi-cloudflare-cni" ? "cni" : "cni-simulator",
        ),
    )
    .filter((line) => /^(pulumi|cni|cni-simulator|npm run)\b/.test(line))
    .map((line) => {
      const [program = "", ...rest] = line.replace(/ [0-9]?[<>]+.*/, "").split(/\s+/);
      return {
        program,
        words: rest.filter((word) => !word.startsWith("-")),
        options: rest.filter((word) => word.startsWith("-")).map((word) => word.replace(/=.*/, "")),
      };
    });
}
