/**
 * Notes of orders, kept on this machine. A run that is killed after it sent an order has saved
 * nothing, and the API has no name, tag or date by which an order could be found again. So what is
 * about to be ordered is noted first, and the note is dropped once the state is seen to have it.
 * Where a note cannot be kept, the next run asks, as it does on another machine.
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
});

/** An order that a run sent and no run has seen saved. */
export type UnsavedOrder = z.output<typeof orderSchema>;

/** The note of one resource. Nothing here fails: a note is a courtesy. */
export interface OrderNote {
  /** What an earlier run ordered for this resource and could not save. */
  unsaved(): Promise<UnsavedOrder | undefined>;
  /** An order is about to be sent. */
  sending(key: string, before?: UnsavedOrder["before"]): Promise<void>;
  /** It became this. */
  became(id: string): Promise<void>;
  /** It became nothing, or what it became is gone. */
  drop(): Promise<void>;
}

export const NO_NOTE: OrderNote = {
  unsaved: async () => undefined,
  sending: async () => {},
  became: async () => {},
  drop: async () => {},
};

/** The note of a resource of this program, on this backend. */
export function noteOf(urn: string | undefined, account: string): OrderNote {
  if (urn === undefined) return NO_NOTE;
  // Most operations never ask, and a hundred hashes take their time.
  let hash: string | undefined;
  const name = () => (hash ??= nameOf(urn, account));
  let order: UnsavedOrder | undefined;

  async function write(): Promise<void> {
    const file = join(folder(), name());
    try {
      present().add(name());
      await writeFile(`${file}.new`, JSON.stringify(order), { mode: 0o600 });
      await rename(`${file}.new`, file);
    } catch {
      // The next run asks whose it is, where this one is killed.
    }
  }
  async function read(): Promise<UnsavedOrder | undefined> {
    if (!present().has(name())) return undefined;
    try {
      return orderSchema.parse(JSON.parse(await readFile(join(folder(), name()), "utf8")));
    } catch {
      return undefined;
    }
  }

  return {
    async unsaved() {
      const found = await read();
      const good = found?.id !== undefined || Date.now() - (found?.at ?? 0) < GOOD_WITHOUT_ANSWER;
      return good ? found : undefined;
    },
    async sending(key, before = []) {
      order = { key, at: Date.now(), before };
      await write();
    },
    async became(id) {
      order ??= await read();
      if (order === undefined) return;
      order.id = id;
      await write();
    },
    async drop() {
      if (order !== undefined) {
        // The plugin of a killed run may have heard of its order meanwhile.
        const kept = await read();
        if (kept?.at !== order.at || kept.id !== order.id) return;
      }
      await rm(join(folder(), name()), { force: true }).catch(() => {});
      present().delete(name());
    },
  };
}

/** For the resource's line. */
export function takesBack(what: string, { at }: UnsavedOrder): string {
  return `takes back ${what}, which this resource ordered at ${new Date(at).toISOString()} in a run that ended before it could save it`;
}

/** The engine was seen to have this object in the state, so the note of its order has done its work. */
export async function savedInState(urn: unknown, account: unknown, id: string): Promise<void> {
  if (typeof urn !== "string" || typeof account !== "string") return;
  if (present().size === 0 || !present().has(nameOf(urn, account))) return;
  const note = noteOf(urn, account);
  if ((await note.unsaved())?.id === id) await note.drop();
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

/** The notes that are there; read once, since there is nearly always none. */
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
