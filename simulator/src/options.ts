import { parseDuration } from "./duration";
import type { BehaviourChanges } from "./network/behaviour";
import type { ClockMode } from "./network/clock";
import type { HealthyAfter } from "./network/network";

/** Options of an additional account. */
export interface AccountOptions {
  /** Account id, such as 32 hexadecimal digits. It may contain letters, digits, `_` and `-`. */
  readonly id: string;
  /** Authorized party in a letter of authorization. @default the id */
  readonly name?: string | undefined;
  /** The only token with write access to the account. @default the token of the simulator */
  readonly token?: string | undefined;
}

/** Options of `startSimulator`. Every option has a default. */
export interface SimulatorOptions {
  /** Port to listen on, 0 to 65535. 0 takes any free port. @default 0 */
  readonly port?: number | undefined;
  /**
   * Address to listen on. An address other than loopback requires `exposeToNetwork`. The controls never
   * accept requests from other machines.
   * @default "127.0.0.1"
   */
  readonly listen?: string | undefined;
  /** Allows `listen` beyond loopback. Anyone who can reach the address can then place orders, delete objects and read MD5 keys. */
  readonly exposeToNetwork?: boolean | undefined;
  /** Id of the first account. @default "0123456789abcdef0123456789abcdef" */
  readonly accountId?: string | undefined;
  /** Authorized party in a letter of authorization. @default "Simulated account" */
  readonly accountName?: string | undefined;
  /** Additional accounts. */
  readonly accounts?: readonly AccountOptions[] | undefined;
  /** API token. Also accepted as an API key with any email. @default "simulator-token" */
  readonly token?: string | undefined;
  /** Second token with read access only. */
  readonly readOnlyToken?: string | undefined;
  /** Key to the controls. @default a new random key at every start */
  readonly controlKey?: string | undefined;
  /**
   * Simulator time from an order until the port is Healthy, such as `"30s"` or `"14d"`.
   * @default "14d" for a direct port, "2m" for a GCP partner port
   */
  readonly healthyAfter?: string | undefined;
  /** Whether simulator time follows real time or stands still until it is advanced. @default "real" */
  readonly clock?: ClockMode | undefined;
  /** Behaviour switches to change from their defaults. */
  readonly behaviour?: BehaviourChanges | undefined;
  /** Whether to enforce Cloudflare's rate limit of 1,200 requests in five minutes. @default true */
  readonly rateLimit?: boolean | undefined;
  /** File that keeps the state across restarts. @default none */
  readonly data?: string | undefined;
}

export const defaultToken = "simulator-token";
const defaultAccount = "0123456789abcdef0123456789abcdef";
const day = 86_400_000;
const minute = 60_000;

/** Returns the times until a port is Healthy. Throws a RangeError if the text is not a duration. */
export function healthyAfter(text: string | undefined): HealthyAfter {
  // A direct port waits for a physical cross-connect, a partner port only for provisioning.
  if (text === undefined) {
    return { direct: 14 * day, gcpPartner: 2 * minute };
  }
  const duration = parseDuration(text);
  if (duration === undefined) {
    throw new RangeError(
      `healthyAfter: "${text}" is not a duration. Use a duration such as 30s, 10m or 14d.`,
    );
  }
  return { direct: duration, gcpPartner: duration };
}

/** Returns the options of all accounts. The first account gets defaults. */
export function accountsOf({
  accountId = defaultAccount,
  accountName = "Simulated account",
  accounts = [],
}: SimulatorOptions) {
  const others = accounts.map(({ id, name = id, token }) => ({ id, name, token }));
  return [{ id: accountId, name: accountName, token: undefined }, ...others];
}

/** Validates the options. Throws a RangeError that names an invalid one. */
export function validateOptions(options: SimulatorOptions): void {
  const { token, readOnlyToken, controlKey, accounts = [] } = options;
  const secrets = { token, readOnlyToken, controlKey };
  for (const [name, text] of Object.entries(secrets)) {
    if (text !== undefined && !/^[!-~]+$/.test(text)) {
      throw new RangeError(
        `${name}: is not made of visible ASCII characters. Use one or more of them, without spaces.`,
      );
    }
  }
  if (readOnlyToken !== undefined && readOnlyToken === (token ?? defaultToken)) {
    throw new RangeError("readOnlyToken: must differ from token. Choose another value.");
  }
  const ids = [options.accountId ?? defaultAccount, ...accounts.map(({ id }) => id)];
  for (const [index, id] of ids.entries()) {
    if (!/^[\w-]+$/.test(id)) {
      throw new RangeError(
        `"${id}" is not a valid account id. Use only letters, digits, "_" and "-", because it is part of paths.`,
      );
    }
    if (ids.indexOf(id) !== index) {
      throw new RangeError(`Account ${id} is configured twice. Give each account its own id.`);
    }
  }
}
