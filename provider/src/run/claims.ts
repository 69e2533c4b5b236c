/** Applies the ownership rules to one resource: decides which operations to refuse and writes the error messages. */
import { sleep } from "../domain/clock";
import { CniError, messageOf } from "../domain/errors";
import { type ClaimStatus, claimIn } from "./ownership";
import type { Props } from "./property-values";
import type { Run } from "./run";
import { UnsafeFolderError } from "./state-folder";

/**
 * Milliseconds between checks. During `pulumi destroy`, the engine may pass the resource with the newer claim to the
 * provider a moment later.
 */
const CHECK_INTERVAL = 250;
const MOST_CHECKS = 12;

/**
 * Setting with which a resource claims an object again, by kind of object. Kinds that are not listed have no `adopt`
 * option.
 */
const HOW_TO_ADOPT: Readonly<Record<string, ((id: string) => string) | undefined>> = {
  interconnect: (id) => `adopt: "${id}"`,
  session: () => "adopt: true",
};

type Superseded = Extract<ClaimStatus, { is: "superseded" }>;

export class Claims {
  #made: { id: string; claim: string } | undefined;

  constructor(
    private readonly run: Run,
    private readonly noun: string | undefined,
    private readonly baseUrl: string,
    private readonly account: string,
    readonly urn: string | undefined,
  ) {}

  /** Claims an existing object for this resource. */
  async adopt(id: string): Promise<void> {
    try {
      this.#made = { id, claim: await this.run.ownership.claim(this.object(id)) };
    } catch (error) {
      if (error instanceof UnsafeFolderError) throw error;
      throw new CniError(
        `${this.what(id)} was not adopted, because its claim cannot be saved on this machine: ${messageOf(error)}. Set XDG_STATE_HOME to a folder that you can write to, then run the command again.`,
        { cause: error },
      );
    }
  }

  /** Runs a create operation. Withdraws its claim if the operation fails. */
  async duringCreate<T>(create: () => Promise<T>): Promise<T> {
    try {
      return await create();
    } catch (error) {
      if (this.#made)
        await this.run.ownership.withdraw(this.object(this.#made.id), this.#made.claim);
      throw error;
    }
  }

  /** Returns the claim to save with a new object. Nobody else can have claimed a new object. */
  async created(id: string): Promise<string | undefined> {
    if (this.noun === undefined) return undefined;
    if (this.#made?.id === id) return this.#made.claim;
    return this.run.ownership.claim(this.object(id)).catch(() => undefined);
  }

  /** Records the claim from a resource's state. */
  async record(id: string, claim: string | undefined): Promise<void> {
    if (this.noun !== undefined) await this.run.ownership.check(this.object(id), claim);
  }

  /**
   * Whether the resource's `adopt` option claims the object again. Throws if another resource has a newer claim and
   * `adopt` does not apply.
   */
  async declared(id: string, state: Props, declared: Props): Promise<boolean> {
    if (this.noun === undefined) return false;
    const status = await this.run.ownership.checkDeclared(this.object(id), claimIn(state.__claim));
    if (status.is === "newest") return false;
    if (!status.inThisRun && adopts(id, declared)) return true;
    throw new CniError(this.claimedTwice(id, status));
  }

  /** Returns the claim to save in the state after an update. */
  async kept(id: string, state: Props, declared: Props): Promise<string | undefined> {
    if (this.noun === undefined) return undefined;
    const claim = claimIn(state.__claim);
    const status = await this.run.ownership.check(this.object(id), claim);
    if (status.is === "newest") return claim ?? this.created(id);
    if (!adopts(id, declared)) throw new CniError(this.claimedTwice(id, status));
    await this.adopt(id);
    return this.#made?.claim;
  }

  /**
   * Whether a delete operation may delete or restore the object. If another resource of this run has the newer claim,
   * hands the object over to that resource and returns `false`.
   */
  async mayDelete(
    id: string,
    state: Props,
    { isGone, inform }: { isGone(): Promise<boolean>; inform(message: string): void },
  ): Promise<boolean> {
    if (this.noun === undefined) return true;
    const claim = claimIn(state.__claim);
    const object = this.object(id);
    let status = await this.run.ownership.check(object, claim);
    for (let checks = 0; status.is === "superseded" && !status.inThisRun; checks++) {
      if (checks === MOST_CHECKS) {
        if (await isGone()) return false;
        throw new CniError(this.notDeleted(id, status));
      }
      await sleep(this.run.clock, CHECK_INTERVAL);
      status = await this.run.ownership.check(object, claim);
    }
    if (status.is === "newest") return true;
    await this.run.ownership.handOver(object, claim);
    inform(`${this.what(id)} now belongs to another resource, so it was not deleted or changed.`);
    return false;
  }

  private claimedTwice(id: string, { at, inThisRun }: Superseded): string {
    const whose = inThisRun ? "Another resource of this run" : "Another resource or run";
    const setting = HOW_TO_ADOPT[this.noun ?? ""]?.(id);
    const anew =
      setting && !inThisRun ? ` To manage it with this resource, set \`${setting}\`.` : "";
    return `${this.what(id)} is claimed twice. ${whose} claimed it at ${at.toISOString()}.${anew} To keep the other claim, remove this resource from the program and run \`pulumi state delete '${this.urn ?? "<urn>"}'\`. This command does not change the object.`;
  }

  private notDeleted(id: string, { at }: Superseded): string {
    return `${this.what(id)} was not deleted, because another resource or run claimed it at ${at.toISOString()} and may still use it. To remove only this entry from the state, run \`pulumi state delete '${this.urn ?? "<urn>"}'\`.`;
  }

  private what(id: string): string {
    const text = `${this.noun} ${id}`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  private object(id: string): string {
    return JSON.stringify([this.noun, this.baseUrl, this.account, id.toLowerCase()]);
  }
}

function adopts(id: string, { adopt }: Props): boolean {
  return adopt === true || adopt === id;
}
