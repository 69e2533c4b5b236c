import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Message to the child process: the program that the engine will run, or a notice that the engine has ended. */
export type HostMessage =
  | { readonly dir: string; readonly env: Readonly<Record<string, string | undefined>> }
  | { readonly ended: true };
export type HostReply = { readonly address: string } | { readonly idle: true };

/**
 * Runs the programs of successive engine commands in one process, as inline programs of the Automation API. Otherwise,
 * each command would spend nearly half of its time on starting a language host and a Node process and loading the SDK.
 */
export class ProgramHost {
  #child: ChildProcess | undefined;
  #busy = false;

  /**
   * Calls `command` with the address of a host for the program in `dir`, or without one if this host is busy.
   *
   * @typeParam Result of the command.
   */
  async serve<Result>(
    program: Extract<HostMessage, { dir: string }>,
    command: (address: string | undefined) => Promise<Result>,
  ): Promise<Result> {
    if (this.#busy) return command(undefined);
    this.#busy = true;
    try {
      const reply = await this.#ask(program);
      const result = await command(reply && "address" in reply ? reply.address : undefined);
      await this.#ask({ ended: true });
      return result;
    } finally {
      this.#busy = false;
    }
  }

  close(): void {
    this.#child?.kill("SIGKILL");
  }

  async #ask(message: HostMessage): Promise<HostReply | undefined> {
    const child = this.#start("env" in message ? message.env : {});
    const answer = new AbortController();
    const { signal } = answer;
    child.send(message);
    try {
      const answered = once(child, "message", { signal }).then(([reply]: HostReply[]) => reply);
      const exited = once(child, "exit", { signal }).then(() => undefined);
      return await Promise.race([answered, exited]);
    } finally {
      answer.abort();
    }
  }

  #start({ NODE_PATH }: NodeJS.ProcessEnv): ChildProcess {
    if (!this.#child?.connected) {
      this.#child = fork(join(__dirname, "program-host-process.js"), {
        stdio: ["ignore", "ignore", "inherit", "ipc"],
        // Node reads NODE_PATH only when it starts.
        env: { ...process.env, NODE_PATH },
      });
      this.#child.unref();
      this.#child.channel?.unref();
    }
    return this.#child;
  }
}
