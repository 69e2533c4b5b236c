/**
 * The order journal, kept on this machine. A run that is killed after it sent an order has saved nothing, and the API
 * has no name, tag or date by which an order could be found again. So each order is recorded before it is sent, and
 * its entry is removed once the state is seen to have the object. Without a journal, the next run asks, as it does on
 * another machine.
 */

import { createHash } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { z } from "zod";
import type { Clock } from "../domain/clock";
import {
  listStateFolder,
  readStateFile,
  statePath,
  UnsafeFolderError,
  writeStateFile,
} from "./state-folder";

const FOLDER = "orders";

/** Milliseconds; an older order without an answer may be confused with somebody else's. */
const VALID_WITHOUT_ANSWER = 24 * 3_600_000;

const orderSchema = z.object({
  /** What was ordered, such as `slot:<id>`. */
  key: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** What was there already, so it is something else. */
  before: z.array(z.union([z.string(), z.number()])).default([]),
  /** What the answer said it became. */
  id: z.string().optional(),
  /** The engine was given the object: if the state lacks it now, a person may have moved it. */
  returned: z.boolean().default(false),
});
const entriesSchema = z.object({ orders: z.array(orderSchema) }).transform(({ orders }) => orders);

/** An order that a run sent and no run has seen saved. */
export type UnsavedOrder = z.output<typeof orderSchema>;

/** Reads and writes the entries of one resource. */
interface JournalFile {
  read(): Promise<UnsavedOrder[]>;
  write(orders: readonly UnsavedOrder[]): Promise<void>;
}

/** Resources without a URN have no journal: nothing could tell which of them placed an order. */
const NO_FILE: JournalFile = { read: async () => [], write: async () => {} };

/** The files of all journals on this machine. */
class JournalFolder {
  #names: Set<string> | undefined;

  /** Whether the resource has a file. The folder is read once, because it is nearly always empty. */
  has(urn: string, account: string): boolean {
    return this.#present().has(nameOf(urn, account));
  }

  file(urn: string, account: string): JournalFile {
    // Most operations never use the journal, and a hundred hashes take their time.
    let hash: string | undefined;
    const name = () => (hash ??= nameOf(urn, account));
    return {
      read: async () => (this.#present().has(name()) ? read(name()) : []),
      write: async (orders) => {
        if (orders.length > 0) {
          this.#present().add(name());
          await write(name(), orders);
        } else {
          await rm(statePath(FOLDER, name()), { force: true });
          this.#present().delete(name());
        }
      },
    };
  }

  #present(): Set<string> {
    this.#names ??= new Set(list());
    return this.#names;
  }
}

/** The order journals of a run's resources. */
export class Journal {
  readonly #folder = new JournalFolder();

  constructor(private readonly clock: Clock) {}

  /** The journal of a resource of this program, on this backend. */
  of(urn: string | undefined, account: string): ResourceJournal {
    const file = urn === undefined ? NO_FILE : this.#folder.file(urn, account);
    return new ResourceJournal(file, this.clock);
  }

  /** The state was seen to have this object, so its entry has done its work. */
  async savedInState(urn: unknown, account: unknown, id: string): Promise<void> {
    if (typeof urn !== "string" || typeof account !== "string") return;
    try {
      if (!this.#folder.has(urn, account)) return;
    } catch {
      // The operation that decides by the journal reports what is wrong with it.
      return;
    }
    await this.of(urn, account).forget(id);
  }
}

/**
 * The order journal of one resource. Nothing fails if it cannot be written; but before an order, a journal that
 * somebody else may have written, or that cannot be read, is refused.
 */
export class ResourceJournal {
  #sent: UnsavedOrder | undefined;

  constructor(
    private readonly file: JournalFile,
    private readonly clock: Clock,
  ) {}

  /** Orders that earlier runs sent for this resource and no run has seen saved, newest first. */
  async unsaved(): Promise<UnsavedOrder[]> {
    const orders = await this.file.read();
    return orders.filter((order) => this.#isValid(order)).reverse();
  }

  /** Records an order that is about to be sent. */
  async record(key: string, before: UnsavedOrder["before"] = []): Promise<void> {
    const sent = { key, at: this.clock.now(), before, returned: false };
    this.#sent = sent;
    const orders = await this.file.read();
    const others = orders.filter((order) => order.key !== key && this.#isValid(order));
    await unlessLost(undefined, () => this.file.write([...others, sent]));
  }

  /** Records the object that the sent order, or a recovered one of the same key, created. */
  async confirm(id: string): Promise<void> {
    if (this.#sent === undefined) return;
    const confirmed = { ...this.#sent, id };
    await this.#change((orders) => [...orders.filter((order) => !this.#isSent(order)), confirmed]);
    this.#sent = confirmed;
  }

  /** Records that the engine is about to receive this object. */
  async markReturned(id: string): Promise<void> {
    await this.#change((orders) =>
      orders.map((order) => (order.id === id ? { ...order, returned: true } : order)),
    );
  }

  /** Removes the sent order, because it created nothing. */
  async discard(): Promise<void> {
    // The plugin of a killed run may have received the answer to its order in the meantime.
    await this.#change((orders) =>
      orders.filter((order) => !this.#isSent(order) || order.id !== this.#sent?.id),
    );
  }

  /** Removes the entry of an object that is in the state, or gone. */
  async forget(id: string): Promise<void> {
    await this.#change((orders) => orders.filter((order) => order.id !== id));
  }

  /** After an order, nothing about the journal may fail the operation. */
  async #change(edit: (orders: UnsavedOrder[]) => UnsavedOrder[]): Promise<void> {
    try {
      const orders = await this.file.read();
      const edited = edit(orders);
      if (orders.length > 0 || edited.length > 0) await this.file.write(edited);
    } catch {
      // If this run is killed, the next one asks whose the port is.
    }
  }

  #isSent({ key, at }: UnsavedOrder): boolean {
    return key === this.#sent?.key && at === this.#sent.at;
  }

  #isValid({ id, at }: UnsavedOrder): boolean {
    return id !== undefined || this.clock.now() - at < VALID_WITHOUT_ANSWER;
  }
}

function read(name: string): Promise<UnsavedOrder[]> {
  return unlessLost([], async () => {
    const text: unknown = JSON.parse(await readStateFile(FOLDER, name));
    return z.union([entriesSchema, orderSchema.transform((order) => [order])]).parse(text);
  });
}

async function write(name: string, orders: readonly UnsavedOrder[]): Promise<void> {
  await writeStateFile([FOLDER, `${name}.new`], JSON.stringify({ orders }));
  await rename(statePath(FOLDER, `${name}.new`), statePath(FOLDER, name));
}

/** Without a journal, the next run asks whose a port is. A journal that others may have written is refused. */
async function unlessLost<T>(otherwise: T, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof UnsafeFolderError) throw error;
    return otherwise;
  }
}

/** For the resource's line. */
export function describeRecovery(what: string, { at }: UnsavedOrder): string {
  return `Recovered ${what}, ordered by this resource at ${new Date(at).toISOString()}; the previous run ended before saving it.`;
}

/** Another stack of the same name has another backend or lies in another folder. */
function nameOf(urn: string, account: string): string {
  const whose = [urn, account, process.cwd(), process.env.PULUMI_BACKEND_URL];
  return createHash("sha256").update(JSON.stringify(whose)).digest("hex");
}

function list(): string[] {
  try {
    return listStateFolder(FOLDER);
  } catch (error) {
    if (error instanceof UnsafeFolderError) throw error;
    return [];
  }
}
