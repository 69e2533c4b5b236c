// @ts-check
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const GRACE_MS = 15_000;
// On Ctrl-C, both the terminal and npm send SIGINT. Signals within this time count as one keystroke.
const SAME_KEYSTROKE_MS = 1_000;

/** Error of a command that a signal to this process interrupted. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} name */
  constructor(name) {
    super("interrupted");
    this.exitCode = 128 + constants.signals[name];
  }
}

/**
 * Runs commands one after the other, each in a process group of its own. A signal to this process, from the terminal or
 * from npm, is passed on exactly once to every process of the group. A second signal kills the group.
 *
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
export function createChildren(cwd, env) {
  /** @type {{ group?: number | undefined, interruption?: { name: NodeJS.Signals, at: number } }} */
  const now = {};

  /** @param {NodeJS.Signals} name */
  function interrupt(name) {
    if (!now.interruption) {
      now.interruption = { name, at: Date.now() };
      signalGroup(now.group, name);
    } else if (Date.now() - now.interruption.at > SAME_KEYSTROKE_MS) {
      signalGroup(now.group, "SIGKILL");
    }
  }
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(name, () => interrupt(name));
  }
  // A signal that ends npm also ends npm's shell, but not this process, which the shell runs.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && interrupt("SIGTERM"), 1_000).unref();

  function throwIfInterrupted() {
    if (now.interruption) throw new Interrupted(now.interruption.name);
  }

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {import("node:child_process").StdioOptions} stdio
   * @param {(child: import("node:child_process").ChildProcess) => void} [watch]
   * @returns {Promise<number>} the exit code
   */
  async function run(command, args, stdio, watch) {
    throwIfInterrupted();
    const child = spawn(command, args, { cwd, env, stdio, detached: true });
    now.group = child.pid;
    watch?.(child);
    /** @type {number} */
    const exitCode = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve(code ?? 1));
    });
    if (now.interruption) await groupEnd(now.group);
    throwIfInterrupted();
    now.group = undefined;
    return exitCode;
  }

  return {
    /**
     * Runs a command and shows its output.
     *
     * @param {string} command
     * @param {readonly string[]} args
     */
    show(command, args) {
      return run(command, args, ["ignore", "inherit", "inherit"]);
    },

    /**
     * Runs a command and returns its output. `tell` receives the lines of stderr as they arrive.
     *
     * @param {string} command
     * @param {readonly string[]} args
     * @param {(line: string) => void} [tell]
     */
    async capture(command, args, tell) {
      const output = { stdout: "", stderr: "" };
      const exitCode = await run(command, args, ["ignore", "pipe", "pipe"], (child) => {
        child.stdout?.setEncoding("utf8").on("data", (text) => {
          output.stdout += text;
        });
        child.stderr?.setEncoding("utf8").on("data", (text) => {
          output.stderr += text;
          if (tell) text.trimEnd().split("\n").forEach(tell);
        });
      });
      return { exitCode, ...output };
    },
  };
}

/** @param {number | undefined} group */
async function groupEnd(group) {
  for (const end = Date.now() + GRACE_MS; Date.now() < end; await sleep(100)) {
    if (!signalGroup(group, 0)) return;
  }
  signalGroup(group, "SIGKILL");
}

/**
 * @param {number | undefined} group
 * @param {NodeJS.Signals | 0} name
 */
function signalGroup(group, name) {
  if (group === undefined) return false;
  try {
    return process.kill(-group, name);
  } catch {
    return false;
  }
}
