import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { Simulation } from "../network/simulation";
import { lock } from "./lock";
import { readState } from "./read-state";
import { SimulatedState } from "./schema";
import { writeState } from "./write-state";

const Contents = z.object({ version: z.literal(1), state: SimulatedState });

/** It has MD5 keys, so that it is for its user only. */
const OWN = 0o600;

/** A file that always holds the last whole state, whenever its writer is killed. */
export class StateFile {
  #running: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;

  private constructor(
    private readonly path: string,
    private readonly simulation: Simulation,
    private readonly unlock: () => void,
  ) {}

  /** Ends when nothing is left to write. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#waiting]);
    this.unlock();
  }

  /**
   * Takes over what the file holds, if it is there; a file that cannot be read is left alone, and
   * an error says so.
   */
  static open(file: string, simulation: Simulation): StateFile {
    const path = resolve(file);
    if (!existsSync(dirname(path))) {
      throw new Error(`There is no folder ${dirname(path)} to keep ${basename(path)} in`);
    }
    if (existsSync(path) && !statSync(path).isFile()) {
      throw new Error(`${path} is no file`);
    }
    const unlock = lock(path);
    try {
      removeHalfWritten(path);
      if (existsSync(path)) {
        writeState(simulation, contentsOf(path).state);
        chmodSync(path, OWN);
      }
      return new StateFile(path, simulation, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Ends when everything that has happened until now is in the file. One write serves many. */
  save(): Promise<void> {
    if (this.#running === undefined) {
      return this.#write();
    }
    // The write that runs may have begun too early for the caller; the next one has not.
    this.#waiting ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#waiting = undefined;
        return this.#write();
      });
    return this.#waiting;
  }

  #write(): Promise<void> {
    const contents = JSON.stringify({ version: 1, state: readState(this.simulation) });
    const running = writeFileAtomic(this.path, contents, { mode: OWN })
      .catch((cause) => {
        throw new Error(`${this.path} cannot be written: ${cause.message}`, { cause });
      })
      .finally(() => {
        if (this.#running === running) {
          this.#running = undefined;
        }
      });
    this.#running = running;
    return running;
  }
}

function contentsOf(path: string) {
  const contents = Contents.safeParse(parsed(readFileSync(path, "utf8")));
  if (!contents.success) {
    const why = z.prettifyError(contents.error);
    throw new Error(`${path} is no state of this simulator; move it away to begin anew\n${why}`);
  }
  return contents.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A writer that was killed leaves the file that it was about to put in place.
function removeHalfWritten(path: string): void {
  const name = basename(path);
  for (const other of readdirSync(dirname(path))) {
    if (other.startsWith(`${name}.`) && /^\d+$/.test(other.slice(name.length + 1))) {
      rmSync(join(dirname(path), other), { force: true });
    }
  }
}
