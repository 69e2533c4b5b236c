import { parseDuration } from "./duration";
import type { ErrorBody } from "./http/error-body";

/** How a simulator is started; everything has a default. */
export interface SimulatorOptions {
  /** Port on 127.0.0.1. @default 0, any free one */
  readonly port?: number | undefined;
  /** @default "0123456789abcdef0123456789abcdef" */
  readonly accountId?: string | undefined;
  /** The party in a letter of authorization. @default "Simulated account" */
  readonly accountName?: string | undefined;
  /** API token; as a key it goes with any email. @default "simulator-token" */
  readonly token?: string | undefined;
  /**
   * Simulator time from the order of a port until it is Healthy, such as `"30s"` or `"14d"`.
   * @default "14d" for a direct port, "2m" for a GCP partner port
   */
  readonly healthyAfter?: string | undefined;
  /** The shape of the CNI service's own errors. @default "envelope" */
  readonly errorBody?: ErrorBody | undefined;
}

/** The options with every default filled in. */
export interface Configuration {
  readonly port: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly token: string;
  readonly healthyAfter: { readonly direct: number; readonly gcpPartner: number };
  readonly errorBody: ErrorBody;
}

const day = 86_400_000;
const minute = 60_000;

function healthyAfter(text: string | undefined): Configuration["healthyAfter"] {
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

export function configurationFrom(options: SimulatorOptions): Configuration {
  return {
    port: options.port ?? 0,
    accountId: options.accountId ?? "0123456789abcdef0123456789abcdef",
    accountName: options.accountName ?? "Simulated account",
    token: options.token ?? "simulator-token",
    healthyAfter: healthyAfter(options.healthyAfter),
    errorBody: options.errorBody ?? "envelope",
  };
}
