import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Returns the output of a command. If the command fails, the error contains the output. */
export function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Adds the worker's number to the name of a namespace, because test files run in parallel. */
export function nameOf(namespace: string): string {
  return `${namespace}-${process.env.JEST_WORKER_ID ?? 1}`;
}

export function runIn(namespace: string, command: string, ...args: string[]): string {
  return run("ip", "netns", "exec", nameOf(namespace), command, ...args);
}

/** Runs an `ip` command in a namespace. */
export function ipIn(namespace: string, ...args: string[]): string {
  return run("ip", "-n", nameOf(namespace), ...args);
}

/** Starts a process that keeps running, with its output in a file. */
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

/** Checks a condition until it is true. A check that throws counts as false. */
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
      throw new Error(`Not true within ${seconds} s: ${what}.`, { cause: reason });
    }
    await pause(milliseconds);
  }
}

/** Prints a table between the test results. */
export function show(title: string, text: string): void {
  process.stdout.write(`\n--- ${title}\n${text.trimEnd()}\n`);
}
