import { execFileSync } from "node:child_process";
import { completionScript } from "./completion";
import { createProgram } from "./program";

/** Completions that bash offers for the last of these words. */
function completionsFor(...words: string[]): string[] {
  const script = `${completionScript("bash", createProgram())}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_cni; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).split("\n").filter(Boolean);
}

it("the bash script completes commands, options, and values of options", () => {
  expect(completionsFor("cni", "s")).toEqual(["slots", "status", "snapshot", "simulate"]);
  expect(completionsFor("cni", "status", "--w")).toEqual(["--watch"]);
  expect(completionsFor("cni", "verify", "--format", "s")).toEqual(["sarif"]);
  expect(completionsFor("cni", "slots", "--speed", "1")).toEqual(["1G", "10G", "100G"]);
  expect(completionsFor("cni", "nonsense", "--")).toEqual([]);
});

it.each(["zsh", "fish"])("the %s script contains every command", (shell) => {
  const script = completionScript(shell, createProgram());
  for (const { name } of createProgram().commands.map((command) => ({ name: command.name() }))) {
    expect(script).toContain(name);
  }
});
