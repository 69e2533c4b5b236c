import { execFileSync } from "node:child_process";
import { completionScript } from "./completion";
import { createProgram } from "./program";

/** What bash would offer after these words. */
function offered(...words: string[]): string[] {
  const script = `${completionScript("bash", createProgram())}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}
_cni; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).split("\n").filter(Boolean);
}

it("offers commands, their options, and what an option may be", () => {
  expect(offered("cni", "s")).toEqual(["slots", "status", "snapshot", "simulate"]);
  expect(offered("cni", "status", "--w")).toEqual(["--watch"]);
  expect(offered("cni", "verify", "--format", "s")).toEqual(["sarif"]);
  expect(offered("cni", "slots", "--speed", "1")).toEqual(["1G", "10G", "100G"]);
  expect(offered("cni", "nonsense", "--")).toEqual([]);
});

it.each(["zsh", "fish"])("names every command for %s", (shell) => {
  const script = completionScript(shell, createProgram());
  for (const { name } of createProgram().commands.map((command) => ({ name: command.name() }))) {
    expect(script).toContain(name);
  }
});
