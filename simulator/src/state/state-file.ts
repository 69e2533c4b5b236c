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

/** Mode of the file. Only its owner may read it, because it contains MD5 keys. */
const OWNER_ONLY = 0o600;

/** File that always contains a complete state, even if the process is killed while it writes. */
export class StateFile {
  #running: Promise<void> | undefined;
  #waiting: Promise<void> | undefined;

  private constructor(
    private readonly path: string,
    private readonly simulation: Simulation,
    private readonly unlock: () => void,
  ) {}

  /** Waits for pending writes and unlocks the file. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#running, this.#waiting]);
    this.unlock();
  }

  /**
   * Opens a state file and restores its state if the file exists. If the file does not contain a valid state,
   * fails and leaves it unchanged.
   */
  static open(file: string, simulation: Simulation): StateFile {
    const path = resolve(file);
    if (!existsSync(dirname(path))) {
      throw new Error(
        `Folder ${dirname(path)} not found. Create it to keep ${basename(path)} there.`,
      );
    }
    if (existsSync(path) && !statSync(path).isFile()) {
      throw new Error(`${path} is not a regular file. Choose another file for the state.`);
    }
    const unlock = lock(path);
    try {
      removeHalfWritten(path);
      if (existsSync(path)) {
        writeState(simulation, readContents(path).state);
        chmodSync(path, OWNER_ONLY);
      }
      return new StateFile(path, simulation, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Waits until the file contains all changes up to now. Concurrent calls share a write. */
  save(): Promise<void> {
    if (this.#running === undefined) {
      return this.#write();
    }
    // The current write may have started before the caller's change, so the caller waits for the next one.
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
    const running = writeFileAtomic(this.path, contents, { mode: OWNER_ONLY })
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

function readContents(path: string) {
  const contents = Contents.safeParse(parseJson(readFileSync(path, "utf8")));
  if (!contents.success) {
    const why = z.prettifyError(contents.error);
    throw new Error(
      `${path} is not a state file of this simulator. Move it away to start with a new state.\n${why}`,
    );
  }
  return contents.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// A killed process can leave the temporary file that it was about to rename.
function removeHalfWritten(path: string): void {
  const name = basename(path);
  for (const other of readdirSync(dirname(path))) {
    if (other.startsWith(`${name}.`) && /^\d+$/.test(other.slice(name.length + 1))) {
      rmSync(join(dirname(path), other), { force: true });
    }
  }
}
