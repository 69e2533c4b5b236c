/**
 * The order journal, kept on this machine. A run that is killed after it sent an order has saved
 * nothing, and the API has no name, tag or date by which an order could be found again. So an order
 * is written down before it is sent, and its entry goes once the state is seen to have the object.
 * If the journal cannot be kept, the next run asks, as it does on another machine.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

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

/** The journal of one resource. Nothing here fails: it is a courtesy. */
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

/** The journal of a resource of this program, on this backend. */
export function noteOf(urn: string | undefined, account: string): OrderNote {
  if (urn === undefined) return NO_NOTE;
  // Most operations never ask, and a hundred hashes take their time.
  let hash: string | undefined;
  const name = () => (hash ??= nameOf(urn, account));
  let sent: UnsavedOrder | undefined;

  async function write(orders: readonly UnsavedOrder[]): Promise<void> {
    const file = join(folder(), name());
    try {
      if (orders.length === 0) {
        await rm(file, { force: true });
        present().delete(name());
        return;
      }
      present().add(name());
      await writeFile(`${file}.new`, JSON.stringify({ orders }), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch {
      // The next run asks whose it is, if this one is killed.
    }
  }
  async function read(): Promise<UnsavedOrder[]> {
    if (!present().has(name())) return [];
    try {
      const text: unknown = JSON.parse(await readFile(join(folder(), name()), "utf8"));
      return z.union([entriesSchema, orderSchema.transform((order) => [order])]).parse(text);
    } catch {
      return [];
    }
  }
  const isSent = ({ key, at }: UnsavedOrder) => key === sent?.key && at === sent.at;

  return {
    async unsaved() {
      return (await read()).filter(isGood).reverse();
    },
    async sending(key, before = []) {
      sent = { key, at: Date.now(), before, returned: false };
      const others = (await read()).filter((order) => order.key !== key && isGood(order));
      await write([...others, sent]);
    },
    async became(id) {
      if (sent === undefined) return;
      const others = (await read()).filter((order) => !isSent(order));
      sent = { ...sent, id };
      await write([...others, sent]);
    },
    async returned(id) {
      const orders = await read();
      if (!orders.some((order) => order.id === id)) return;
      await write(orders.map((order) => (order.id === id ? { ...order, returned: true } : order)));
    },
    async drop() {
      // The plugin of a killed run may have heard of its order meanwhile.
      await write((await read()).filter((order) => !isSent(order) || order.id !== sent?.id));
    },
    async forget(id) {
      await write((await read()).filter((order) => order.id !== id));
    },
  };
}

function isGood({ id, at }: UnsavedOrder): boolean {
  return id !== undefined || Date.now() - at < GOOD_WITHOUT_ANSWER;
}

/** For the resource's line. */
export function takesBack(what: string, { at }: UnsavedOrder): string {
  return `Recovered ${what}, ordered by this resource at ${new Date(at).toISOString()}; the previous run ended before saving it.`;
}

/** The engine was seen to have this object in the state, so its entry has done its work. */
export async function savedInState(urn: unknown, account: unknown, id: string): Promise<void> {
  if (typeof urn !== "string" || typeof account !== "string") return;
  if (present().size === 0 || !present().has(nameOf(urn, account))) return;
  await noteOf(urn, account).forget(id);
}

/** Another stack of the same name has another backend or lies in another folder. */
function nameOf(urn: string, account: string): string {
  const whose = [urn, account, process.cwd(), process.env.PULUMI_BACKEND_URL];
  return createHash("sha256").update(JSON.stringify(whose)).digest("hex");
}

function folder(): string {
  const base = process.env.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(base, "pulumi-cloudflare-cni", "orders");
}

let names: Set<string> | undefined;

/** The journals that are there; read once, since there is nearly always none. */
function present(): Set<string> {
  names ??= list();
  return names;
}

function list(): Set<string> {
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    return new Set(readdirSync(folder()));
  } catch {
    return new Set();
  }
}
