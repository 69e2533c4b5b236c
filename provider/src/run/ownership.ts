/**
 * Who owns an object: a fencing token. A provider never sees the state file, so two resources may
 * hold one object: a renamed one that adopts it, a forced replacement, an imported older state. Each
 * create, adoption and recovery therefore mints a claim that is newer than every one before it. The
 * claim is kept in the state and on this machine, and only the newest may delete the object.
 */

import { createHash, randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { type Clock, systemClock } from "../domain/clock";
import {
  listStateFolder,
  readStateFile,
  statePath,
  UnsafeFolderError,
  writeStateFile,
} from "./state-folder";

/** Milliseconds since 1970, then chance: claims sort by the time they were made. */
const CLAIM = /^\d{15}-[0-9a-f]{8}$/;

/** A claim of a state that was written before there were claims. */
const OLDEST = "";

/** A claim, and the run that last made or heard it. */
export interface KeptClaim {
  claim: string;
  run: string;
}

/** Where claims are kept, so that later runs on this machine know them. */
export interface ClaimStore {
  /**
   * The claims on an object, oldest first. Rejects if others may have written or removed them, or if
   * they cannot be read.
   */
  list(object: string): Promise<KeptClaim[]>;
  /** Rejects if it cannot be kept. */
  keep(object: string, kept: KeptClaim): Promise<void>;
  forget(object: string, claim: string): Promise<void>;
}

/** How a claim stands against the others on its object. */
export type ClaimStatus =
  | { is: "newest" }
  /** `inThisRun`: a resource that this run works on has the newer one. */
  | { is: "superseded"; at: Date; inThisRun: boolean };

/** The claims of one run of the engine, in as many processes as it has. */
export class Ownership {
  /** Newest claims that this process made or heard, by object. */
  readonly #heard = new Map<string, string>();
  /** Claims that this process made, by object: ahead of every other one, whatever the clocks say. */
  readonly #made = new Map<string, string>();
  /** Claims of the resources that the program declares, by object. */
  readonly #declared = new Map<string, string>();

  constructor(
    private readonly store: ClaimStore,
    private readonly run: string,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Claims an object ahead of everyone else. Rejects if the claim cannot be kept. */
  async claim(object: string): Promise<string> {
    const newest = (await this.store.list(object)).at(-1)?.claim ?? this.#heard.get(object);
    const claim = mint(newest, this.clock.now());
    await this.store.keep(object, { claim, run: this.run });
    this.#heard.set(object, claim);
    this.#made.set(object, claim);
    this.#declared.delete(object);
    return claim;
  }

  /** Takes a claim back, because what it was made for failed. */
  async withdraw(object: string, claim: string): Promise<void> {
    if (this.#heard.get(object) === claim) this.#heard.delete(object);
    if (this.#made.get(object) === claim) this.#made.delete(object);
    await this.store.forget(object, claim);
  }

  /** A state shows this claim; a newer one than any that is known raises the fence. */
  async hear(object: string, claim: string | undefined): Promise<ClaimStatus> {
    const made = this.#made.get(object);
    if (made !== undefined && made !== claim) {
      return { is: "superseded", at: timeOf(made), inThisRun: true };
    }
    const kept = await this.store.list(object);
    if (claim !== undefined) {
      if (claim > (this.#heard.get(object) ?? OLDEST)) this.#heard.set(object, claim);
      const known = kept.find((one) => one.claim === claim);
      // A claim without a rival is never asked who heard it.
      const isTold = known !== undefined && (kept.length === 1 || known.run === this.run);
      if (!isTold) await this.store.keep(object, { claim, run: this.run }).catch(() => {});
    }
    const newest = kept.at(-1);
    const heard = this.#heard.get(object) ?? OLDEST;
    const fence = newest !== undefined && newest.claim > heard ? newest.claim : heard;
    if ((claim ?? OLDEST) >= fence) return { is: "newest" };
    const inThisRun = fence === heard || newest?.run === this.run;
    return { is: "superseded", at: timeOf(fence), inThisRun };
  }

  /** As {@link hear}, of a resource that the program declares: no two of them may have one object. */
  async hearDeclared(object: string, claim: string | undefined): Promise<ClaimStatus> {
    const rival = this.#declared.get(object);
    this.#declared.set(object, claim ?? OLDEST);
    const status = await this.hear(object, claim);
    if (status.is === "superseded" || rival === undefined || rival === (claim ?? OLDEST)) {
      return status;
    }
    return { is: "superseded", at: timeOf(rival), inThisRun: true };
  }

  /** Forgets a claim whose resource left the object to another one. */
  async handOver(object: string, claim: string | undefined): Promise<void> {
    if (claim !== undefined) await this.store.forget(object, claim);
  }
}

/** The claim in a state, or undefined if there is none. */
export function claimIn(value: unknown): string | undefined {
  return typeof value === "string" && CLAIM.test(value) ? value : undefined;
}

/** Newer than `newest`, also if another machine's clock is ahead. */
function mint(newest: string | undefined, now: number): string {
  const time = Math.max(now, newest === undefined ? 0 : timeOf(newest).getTime() + 1);
  return `${String(time).padStart(15, "0")}-${randomBytes(4).toString("hex")}`;
}

function timeOf(claim: string): Date {
  return new Date(Number(claim.slice(0, 15)));
}

/** Claims as files, one for each: adding one never overwrites another, so that no lock is needed. */
export function claimFiles(): ClaimStore {
  const of = (object: string) => [
    "claims",
    createHash("sha256").update(object).digest("hex").slice(0, 32),
  ];
  return {
    async list(object) {
      const claims = listStateFolder(...of(object)).filter((name) => CLAIM.test(name));
      return Promise.all(
        claims.sort().map(async (claim) => ({
          claim,
          // Its resource may have gone meanwhile.
          run: await readStateFile(...of(object), claim).catch((error: unknown) => {
            if (error instanceof UnsafeFolderError) throw error;
            return "";
          }),
        })),
      );
    },
    async keep(object, { claim, run }) {
      await writeStateFile([...of(object), claim], run);
    },
    async forget(object, claim) {
      await rm(statePath(...of(object), claim), { force: true }).catch(() => {});
    },
  };
}
