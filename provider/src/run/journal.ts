/**
 * The order journal, kept on this machine. A run that is killed after it sent an order has saved
 * nothing, and the API has no name, tag or date by which an order could be found again. So an order
 * is written down before it is sent, and its entry goes once the state is seen to have the object.
 * If the journal cannot be kept, the next run asks, as it does on another machine.
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

/** Without an answer somebody else may be meant after a while; in milliseconds. */
const GOOD_WITHOUT_ANSWER = 24 * 3_600_000;

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

/**
 * The journal of one resource. It is a courtesy, so nothing fails if it cannot be written; but before
 * an order, a journal that somebody else may have written or that cannot be looked at is refused.
 */
export interface OrderNote {
  /** What earlier runs ordered for this resource and no run has seen saved, newest first. */
  unsaved(): Promise<UnsavedOrder[]>;
  /** An order is about to be sent. */
  sending(key: string, before?: UnsavedOrder["before"]): Promise<void>;
  /** The order that was sent, or the one of this key that was recovered, became this. */
  became(id: string): Promise<void>;
  /** The engine is about to be given this object. */
  returned(id: string): Promise<void>;
  /** The order that was sent became nothing. */
  drop(): Promise<void>;
  /** The object of this id is in the state, or gone. */
  forget(id: string): Promise<void>;
}

export const NO_NOTE: OrderNote = {
  unsaved: async () => [],
  sending: async () => {},
  became: async () => {},
  returned: async () => {},
  drop: async () => {},
  forget: async () => {},
};

/** The order journals of a run's resources. */
export class Journal {
  #names: Set<string> | undefined;

  constructor(private readonly clock: Clock) {}

  /** The journal of a resource of this program, on this backend. */
  of(urn: string | undefined, account: string): OrderNote {
    if (urn === undefined) return NO_NOTE;
    // Most operations never ask, and a hundred hashes take their time.
    let hash: string | undefined;
    const present = () => this.present();
    const { clock } = this;
    const isGood = (order: UnsavedOrder) => this.isGood(order);
    const name = () => (hash ??= nameOf(urn, account));
    let sent: UnsavedOrder | undefined;

    async function write(orders: readonly UnsavedOrder[]): Promise<void> {
      if (orders.length === 0) {
        await rm(statePath(FOLDER, name()), { force: true });
        present().delete(name());
        return;
      }
      present().add(name());
      await writeStateFile([FOLDER, `${name()}.new`], JSON.stringify({ orders }));
      await rename(statePath(FOLDER, `${name()}.new`), statePath(FOLDER, name()));
    }
    async function read(): Promise<UnsavedOrder[]> {
      if (!present().has(name())) return [];
      return unlessLost([], async () => {
        const text: unknown = JSON.parse(await readStateFile(FOLDER, name()));
        return z.union([entriesSchema, orderSchema.transform((order) => [order])]).parse(text);
      });
    }
    /** After an order, nothing about the journal may fail the operation. */
    async function change(edit: (orders: UnsavedOrder[]) => UnsavedOrder[]): Promise<void> {
      try {
        const orders = await read();
        const edited = edit(orders);
        if (orders.length > 0 || edited.length > 0) await write(edited);
      } catch {
        // The next run asks whose it is, if this one is killed.
      }
    }
    const isSent = ({ key, at }: UnsavedOrder) => key === sent?.key && at === sent.at;

    return {
      async unsaved() {
        return (await read()).filter(isGood).reverse();
      },
      async sending(key, before = []) {
        sent = { key, at: clock.now(), before, returned: false };
        const others = (await read()).filter((order) => order.key !== key && isGood(order));
        const orders = [...others, sent];
        await unlessLost(undefined, () => write(orders));
      },
      async became(id) {
        if (sent === undefined) return;
        const became = { ...sent, id };
        await change((orders) => [...orders.filter((order) => !isSent(order)), became]);
        sent = became;
      },
      async returned(id) {
        await change((orders) =>
          orders.map((order) => (order.id === id ? { ...order, returned: true } : order)),
        );
      },
      async drop() {
        // The plugin of a killed run may have heard of its order meanwhile.
        await change((orders) => orders.filter((order) => !isSent(order) || order.id !== sent?.id));
      },
      async forget(id) {
        await change((orders) => orders.filter((order) => order.id !== id));
      },
    };
  }

  /** The engine was seen to have this object in the state, so its entry has done its work. */
  async savedInState(urn: unknown, account: unknown, id: string): Promise<void> {
    if (typeof urn !== "string" || typeof account !== "string") return;
    try {
      const names = this.present();
      if (names.size === 0 || !names.has(nameOf(urn, account))) return;
    } catch {
      // Whoever decides by the journal says what is wrong with it.
      return;
    }
    await this.of(urn, account).forget(id);
  }

  /** The journals that are there; read once, since there is nearly always none. */
  private present(): Set<string> {
    this.#names ??= new Set(list());
    return this.#names;
  }

  private isGood({ id, at }: UnsavedOrder): boolean {
    return id !== undefined || this.clock.now() - at < GOOD_WITHOUT_ANSWER;
  }
}

/** Without a journal the next run asks whose a port is. One that is not ours alone is refused. */
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
