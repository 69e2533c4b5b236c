/**
 * Order journal, kept on this machine. A run that is killed after it has sent an order saves nothing, and the API has
 * no name, tag or date that identifies the order. Each order is therefore recorded before it is sent, and its entry is
 * removed once the object is in the state. Without a journal, the next run asks the user, as it does on another
 * machine.
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

/**
 * Milliseconds after which an unconfirmed entry expires. An older entry could match an object that somebody else
 * ordered.
 */
const VALID_WITHOUT_ANSWER = 24 * 3_600_000;

const orderSchema = z.object({
  /** Key of the order, such as `slot:<id>`. */
  key: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** IDs of objects that existed before the order. The order did not create them. */
  before: z.array(z.union([z.string(), z.number()])).default([]),
  /** ID of the object that the order created, if it is known. */
  id: z.string().optional(),
  /** Whether the engine received the object. If the state lacks such an object, a person may have moved it. */
  returned: z.boolean().default(false),
});
const entriesSchema = z.object({ orders: z.array(orderSchema) }).transform(({ orders }) => orders);

/** Order that was sent but may not be saved in the state. */
export type UnsavedOrder = z.output<typeof orderSchema>;

/** Reads and writes the entries of one resource. */
interface JournalFile {
  read(): Promise<UnsavedOrder[]>;
  write(orders: readonly UnsavedOrder[]): Promise<void>;
}

/**
 * Empty journal for resources without a URN. Without a URN, the journal could not tell which resource placed an order.
 */
const NO_FILE: JournalFile = { read: async () => [], write: async () => {} };

/** Folder with the journals of all resources on this machine. */
class JournalFolder {
  #names: Set<string> | undefined;

  /** Whether the resource has a journal. The folder is read only once, because it is nearly always empty. */
  has(urn: string, account: string): boolean {
    return this.#present().has(nameOf(urn, account));
  }

  file(urn: string, account: string): JournalFile {
    // The name is hashed on first use, because most operations never use the journal.
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

/** Order journals of the resources in a run. */
export class Journal {
  readonly #folder = new JournalFolder();

  constructor(private readonly clock: Clock) {}

  /** Returns the journal of one resource for this program and backend. */
  of(urn: string | undefined, account: string): ResourceJournal {
    const file = urn === undefined ? NO_FILE : this.#folder.file(urn, account);
    return new ResourceJournal(file, this.clock);
  }

  /** Removes the journal entry of an object that is in the state. */
  async savedInState(urn: unknown, account: unknown, id: string): Promise<void> {
    if (typeof urn !== "string" || typeof account !== "string") return;
    try {
      if (!this.#folder.has(urn, account)) return;
    } catch {
      // If an operation depends on the journal, that operation reports the error.
      return;
    }
    await this.of(urn, account).forget(id);
  }
}

/**
 * Order journal of one resource. A failed write does not make the operation fail. An order does fail if the journal
 * cannot be read or if another user may have written it.
 */
export class ResourceJournal {
  #sent: UnsavedOrder | undefined;

  constructor(
    private readonly file: JournalFile,
    private readonly clock: Clock,
  ) {}

  /** Lists unsaved orders from earlier runs of this resource, newest first. */
  async unsaved(): Promise<UnsavedOrder[]> {
    const orders = await this.file.read();
    return orders.filter((order) => this.#isValid(order)).reverse();
  }

  /** Records an order before it is sent. */
  async record(key: string, before: UnsavedOrder["before"] = []): Promise<void> {
    const sent = { key, at: this.clock.now(), before, returned: false };
    this.#sent = sent;
    const orders = await this.file.read();
    const others = orders.filter((order) => order.key !== key && this.#isValid(order));
    await unlessLost(undefined, () => this.file.write([...others, sent]));
  }

  /** Records the object that the sent order created, or that a recovered order with the same key created. */
  async confirm(id: string): Promise<void> {
    if (this.#sent === undefined) return;
    const confirmed = { ...this.#sent, id };
    await this.#change((orders) => [...orders.filter((order) => !this.#isSent(order)), confirmed]);
    this.#sent = confirmed;
  }

  /** Records that the provider is about to return this object to the engine. */
  async markReturned(id: string): Promise<void> {
    await this.#change((orders) =>
      orders.map((order) => (order.id === id ? { ...order, returned: true } : order)),
    );
  }

  /** Removes the entry of the sent order, because the order created nothing. */
  async discard(): Promise<void> {
    // The plugin process of a killed run may have confirmed the entry since. A confirmed entry stays.
    await this.#change((orders) =>
      orders.filter((order) => !this.#isSent(order) || order.id !== this.#sent?.id),
    );
  }

  /** Removes the entry of an object that is in the state or no longer exists. */
  async forget(id: string): Promise<void> {
    await this.#change((orders) => orders.filter((order) => order.id !== id));
  }

  /** Edits the entries. Ignores errors, because the journal must not make an operation fail after its order. */
  async #change(edit: (orders: UnsavedOrder[]) => UnsavedOrder[]): Promise<void> {
    try {
      const orders = await this.file.read();
      const edited = edit(orders);
      if (orders.length > 0 || edited.length > 0) await this.file.write(edited);
    } catch {
      // If this run is killed, the next run asks which resource owns the port.
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

/**
 * Runs `use` and returns `otherwise` if it fails, so that the next run asks which resource owns a port. Rethrows the
 * error if another user may have written the file.
 */
async function unlessLost<T>(otherwise: T, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof UnsafeFolderError) throw error;
    return otherwise;
  }
}

/** Returns the message to show on the resource's progress line after a recovery. */
export function describeRecovery(what: string, { at }: UnsavedOrder): string {
  return `Recovered ${what}, ordered by this resource at ${new Date(at).toISOString()}; the previous run ended before saving it.`;
}

/** Hashes the folder and the backend too, because stacks with the same name differ in at least one of them. */
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
