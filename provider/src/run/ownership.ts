/**
 * Determines which resource owns an object. Providers cannot read the state file, so two resources may have the same
 * object after a rename with `adopt`, a forced replacement, or an import of an older state. Each create, adoption and
 * recovery therefore makes a claim (a fencing token) that is newer than all earlier claims. Claims are kept in the
 * state and on this machine. Only the resource with the newest claim may delete the object.
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

/** Format of a claim: milliseconds since 1970, then random digits. Claims therefore sort by age. */
const CLAIM = /^\d{15}-[0-9a-f]{8}$/;

/** Claim that stands for a state written before claims existed. */
const OLDEST = "";

/** Claim with the run that made it or saw it last. */
export interface KeptClaim {
  claim: string;
  run: string;
}

/** Storage for claims, through which later runs on this machine know them. */
export interface ClaimStore {
  /**
   * Lists the claims on an object, oldest first. Rejects if they cannot be read, or if other users may have written or
   * removed them.
   */
  list(object: string): Promise<KeptClaim[]>;
  /** Rejects if the claim cannot be saved. */
  keep(object: string, kept: KeptClaim): Promise<void>;
  forget(object: string, claim: string): Promise<void>;
}

/** Result of comparing a claim with the other claims on its object. */
export type ClaimStatus =
  | { is: "newest" }
  /** `inThisRun`: whether the newer claim belongs to a resource that this run works on. */
  | { is: "superseded"; at: Date; inThisRun: boolean };

/** Claims of one run of the engine, which may have several processes. */
export class Ownership {
  /** Newest claims that this process made or saw, by object. */
  readonly #newest = new Map<string, string>();
  /** Claims that this process made, by object. They take precedence over all other claims, whatever the clocks say. */
  readonly #made = new Map<string, string>();
  /** Claims of the resources that the program declares, by object. */
  readonly #declared = new Map<string, string>();

  constructor(
    private readonly store: ClaimStore,
    private readonly run: string,
    private readonly clock: Clock = systemClock,
  ) {}

  /** Makes a claim that is newer than all other claims on the object. Rejects if the claim cannot be saved. */
  async claim(object: string): Promise<string> {
    const newest = (await this.store.list(object)).at(-1)?.claim ?? this.#newest.get(object);
    const claim = createClaim(newest, this.clock.now());
    await this.store.keep(object, { claim, run: this.run });
    this.#newest.set(object, claim);
    this.#made.set(object, claim);
    this.#declared.delete(object);
    return claim;
  }

  /** Withdraws a claim after its operation has failed. */
  async withdraw(object: string, claim: string): Promise<void> {
    if (this.#newest.get(object) === claim) this.#newest.delete(object);
    if (this.#made.get(object) === claim) this.#made.delete(object);
    await this.store.forget(object, claim);
  }

  /**
   * Compares the claim in a state with the other claims on its object. Records the claim if it is new to this machine.
   */
  async check(object: string, claim: string | undefined): Promise<ClaimStatus> {
    const made = this.#made.get(object);
    if (made !== undefined && made !== claim) {
      return { is: "superseded", at: timeOf(made), inThisRun: true };
    }
    const kept = await this.store.list(object);
    if (claim !== undefined) {
      if (claim > (this.#newest.get(object) ?? OLDEST)) this.#newest.set(object, claim);
      const known = kept.find((one) => one.claim === claim);
      // Only competing claims need the run that saw them, so a single claim is not recorded again.
      const isRecorded = known !== undefined && (kept.length === 1 || known.run === this.run);
      if (!isRecorded) await this.store.keep(object, { claim, run: this.run }).catch(() => {});
    }
    const newest = kept.at(-1);
    const seen = this.#newest.get(object) ?? OLDEST;
    const fence = newest !== undefined && newest.claim > seen ? newest.claim : seen;
    if ((claim ?? OLDEST) >= fence) return { is: "newest" };
    const inThisRun = fence === seen || newest?.run === this.run;
    return { is: "superseded", at: timeOf(fence), inThisRun };
  }

  /**
   * Compares the claim of a resource that the program declares. Like {@link check}, but also ensures that no two
   * resources of the program have the same object.
   */
  async checkDeclared(object: string, claim: string | undefined): Promise<ClaimStatus> {
    const rival = this.#declared.get(object);
    this.#declared.set(object, claim ?? OLDEST);
    const status = await this.check(object, claim);
    if (status.is === "superseded" || rival === undefined || rival === (claim ?? OLDEST)) {
      return status;
    }
    return { is: "superseded", at: timeOf(rival), inThisRun: true };
  }

  /** Removes a claim when its resource hands the object over to another resource. */
  async handOver(object: string, claim: string | undefined): Promise<void> {
    if (claim !== undefined) await this.store.forget(object, claim);
  }
}

/** Returns the claim in a state, or `undefined` without a claim. */
export function claimIn(value: unknown): string | undefined {
  return typeof value === "string" && CLAIM.test(value) ? value : undefined;
}

/** Makes a claim that is newer than `newest`, even if the clock of the machine that made `newest` is ahead. */
function createClaim(newest: string | undefined, now: number): string {
  const time = Math.max(now, newest === undefined ? 0 : timeOf(newest).getTime() + 1);
  return `${String(time).padStart(15, "0")}-${randomBytes(4).toString("hex")}`;
}

function timeOf(claim: string): Date {
  return new Date(Number(claim.slice(0, 15)));
}

/**
 * Creates a store that keeps each claim in a file of its own. Adding a claim never overwrites another claim, so the
 * store needs no lock.
 */
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
          // Another process may have removed the file after it was listed.
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
