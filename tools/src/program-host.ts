import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** To the process: which program the engine will ask for, or that the engine has ended. */
export type HostMessage =
  | { readonly dir: string; readonly env: Readonly<Record<string, string | undefined>> }
  | { readonly ended: true };
export type HostReply = { readonly address: string } | { readonly idle: true };

/**
 * Runs the program of one engine command after the other in a process that has `@pulumi/pulumi` loaded, by way of the
 * Automation API's inline programs. A language host, a Node process and the SDK for each command are nearly half of
 * what a command costs.
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
        // Node reads it only when it starts.
        env: { ...process.env, NODE_PATH },
      });
      this.#child.unref();
      this.#child.channel?.unref();
    }
    return this.#child;
  }
}
