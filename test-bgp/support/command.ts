import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** What a command prints; where it fails, the error has what it said. */
export function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Test files run in parallel, so the namespaces of each worker have names of their own. */
export function nameOf(namespace: string): string {
  return `${namespace}-${process.env.JEST_WORKER_ID ?? 1}`;
}

export function runIn(namespace: string, command: string, ...args: string[]): string {
  return run("ip", "netns", "exec", nameOf(namespace), command, ...args);
}

/** Runs one command of `ip` on the interfaces, addresses or routes of a namespace. */
export function ipIn(namespace: string, ...args: string[]): string {
  return run("ip", "-n", nameOf(namespace), ...args);
}

/** A process that stays, with its output in a file. */
export function daemonIn(namespace: string, log: string, ...command: string[]): ChildProcess {
  const output = openSync(log, "a");
  return spawn("ip", ["netns", "exec", nameOf(namespace), ...command], {
    stdio: ["ignore", output, output],
  });
}

export async function end(daemon: ChildProcess, signal: NodeJS.Signals = "SIGKILL") {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const gone = new Promise((resolve) => daemon.once("exit", resolve));
  daemon.kill(signal);
  await gone;
}

/** Looks until it holds. A look that throws is one that does not hold yet. */
export async function eventually(
  what: string,
  seconds: number,
  holds: () => boolean,
  milliseconds = 100,
) {
  const deadline = Date.now() + seconds * 1_000;
  let reason: unknown;
  for (;;) {
    try {
      if (holds()) return;
      reason = undefined;
    } catch (error) {
      reason = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${what}`, { cause: reason });
    }
    await pause(milliseconds);
  }
}

/** Shows a table among the results. */
export function show(title: string, text: string): void {
  process.stdout.write(`\n--- ${title}\n${text.trimEnd()}\n`);
}
