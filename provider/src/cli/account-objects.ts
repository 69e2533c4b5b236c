/** Interconnects, link states and CNIs of an account, from one read. */
import type { AccountApi } from "../api/account";
import { unlessNotFound } from "../api/errors";
import type { CniObject, InterconnectObject, LinkStatus } from "../domain/objects";
import type { Output } from "./output";
import { withProgress } from "./progress";

export interface AccountPort extends InterconnectObject {
  /** Link state, `undefined` if the API does not report it. */
  status?: LinkStatus;
}

export interface AccountObjects {
  account: string;
  ports: readonly AccountPort[];
  cnis: readonly CniObject[];
}

export async function readAccount(api: AccountApi, output: Output): Promise<AccountObjects> {
  const [ports, cnis] = await Promise.all([api.interconnects.list(), api.cnis.list()]);
  return { account: api.account, ports: await withStatus(api, ports, output), cnis };
}

/** Adds the link state to each port. */
export function withStatus(
  api: AccountApi,
  ports: readonly InterconnectObject[],
  output: Output,
): Promise<AccountPort[]> {
  return withProgress(output, "link states", ports, async (port) => ({
    ...port,
    // `undefined` if the port was deleted after it was listed.
    status: await unlessNotFound(api.interconnects.status(port.name)),
  }));
}

/** Creates a function that returns the link state of a port by its name. */
export function stateIn(ports: readonly AccountPort[]): (name?: string) => string | undefined {
  return (name) => ports.find((port) => port.name === name)?.status?.state;
}

/**
 * Whether the API returns MD5 keys. If it returns one, a session without a key has none;
 * otherwise the API may hide every key.
 */
export function returnsMd5Keys(cnis: readonly CniObject[]): boolean {
  return cnis.some(({ bgp }) => typeof bgp?.md5Key === "string");
}
