import { parseDuration } from "./duration";
import type { BehaviourChanges } from "./network/behaviour";
import type { ClockMode } from "./network/clock";
import type { HealthyAfter } from "./network/network";

/** An account beside the first one. */
export interface AccountOptions {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** The party in a letter of authorization. @default the id */
  readonly name?: string | undefined;
  /** The only token that opens it. @default the token of the simulator */
  readonly token?: string | undefined;
}

/** How a simulator is started; everything has a default. */
export interface SimulatorOptions {
  /** Port to listen on. @default 0, any free one */
  readonly port?: number | undefined;
  /**
   * Address to listen on. Beyond loopback only with `exposeToNetwork`; the controls stay closed
   * to other machines.
   * @default "127.0.0.1"
   */
  readonly listen?: string | undefined;
  /** Accepts that everybody who can reach `listen` can order and delete, and read MD5 keys. */
  readonly exposeToNetwork?: boolean | undefined;
  /** @default "0123456789abcdef0123456789abcdef" */
  readonly accountId?: string | undefined;
  /** The party in a letter of authorization. @default "Simulated account" */
  readonly accountName?: string | undefined;
  /** Further accounts. */
  readonly accounts?: readonly AccountOptions[] | undefined;
  /** API token; as a key it goes with any email. @default "simulator-token" */
  readonly token?: string | undefined;
  /** A second token, which may read and not write. */
  readonly readOnlyToken?: string | undefined;
  /** What opens the controls. @default a new one at every start */
  readonly controlKey?: string | undefined;
  /**
   * Simulator time from the order of a port until it is Healthy, such as `"30s"` or `"14d"`.
   * @default "14d" for a direct port, "2m" for a GCP partner port
   */
  readonly healthyAfter?: string | undefined;
  /** Whether time runs, or stands until it is turned. @default "real" */
  readonly clock?: ClockMode | undefined;
  /** What only the real API can tell, one way or another. */
  readonly behaviour?: BehaviourChanges | undefined;
  /** Whether Cloudflare's budget of 1,200 requests in five minutes holds. @default true */
  readonly rateLimit?: boolean | undefined;
  /** File that keeps the state across restarts. @default none */
  readonly data?: string | undefined;
}

export const defaultToken = "simulator-token";
const defaultAccount = "0123456789abcdef0123456789abcdef";
const day = 86_400_000;
const minute = 60_000;

/** Times until a port is up; a text that is no duration is a RangeError. */
export function healthyAfter(text: string | undefined): HealthyAfter {
  // A direct port waits for a cross-connect in the building, a cloud partner's for software.
  if (text === undefined) {
    return { direct: 14 * day, gcpPartner: 2 * minute };
  }
  const duration = parseDuration(text);
  if (duration === undefined) {
    throw new RangeError(`"${text}" is not a duration such as 30s, 10m or 14d`);
  }
  return { direct: duration, gcpPartner: duration };
}

/** All accounts, the first one with the defaults filled in. */
export function accountsOf({
  accountId = defaultAccount,
  accountName = "Simulated account",
  accounts = [],
}: SimulatorOptions) {
  const others = accounts.map(({ id, name = id, token }) => ({ id, name, token }));
  return [{ id: accountId, name: accountName, token: undefined }, ...others];
}

/** Options with which some request could never be answered are a RangeError that names them. */
export function refuseWhatCannotWork(options: SimulatorOptions): void {
  const { token, readOnlyToken, controlKey, accounts = [] } = options;
  const secrets = { token, readOnlyToken, controlKey };
  for (const [name, text] of Object.entries(secrets)) {
    if (text !== undefined && !/^[!-~]+$/.test(text)) {
      throw new RangeError(`${name} has to be of visible ASCII characters, without blanks`);
    }
  }
  if (readOnlyToken !== undefined && readOnlyToken === (token ?? defaultToken)) {
    throw new RangeError("readOnlyToken has to be another one than token");
  }
  const ids = [options.accountId ?? defaultAccount, ...accounts.map(({ id }) => id)];
  for (const [index, id] of ids.entries()) {
    if (!/^[\w-]+$/.test(id)) {
      throw new RangeError(`"${id}" is no account id: it goes into paths as it is`);
    }
    if (ids.indexOf(id) !== index) {
      throw new RangeError(`Account ${id} is given twice`);
    }
  }
}
