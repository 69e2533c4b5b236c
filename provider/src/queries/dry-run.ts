import type { AccountApi } from "../api/account";
import { isApiError } from "../api/errors";
import type { MagicInterconnectObject } from "../domain/objects";
import { findMagicInterconnect } from "../lifecycle/magic-interconnect/find";
import { magicInterconnectSchema, pick } from "../lifecycle/magic-interconnect/inputs";
import { findDifferences, putMagicInterconnect } from "../lifecycle/magic-interconnect/put";
import { defineQuery } from "./query";

const declared = magicInterconnectSchema.omit({ accountId: true });

/**
 * Dry run of a `MagicInterconnect`. Returns Magic's error message if Magic would refuse the settings. Returns
 * `undefined` if Magic would accept them, or if it does not list the interconnect yet.
 */
export const dryRun = defineQuery(
  declared,
  async (api, { session, tunnelId, md5Key, ...wanted }) => {
    const present = await findPresent(api, session, tunnelId);
    if (present === undefined) return undefined;
    const differences = findDifferences(present, wanted).filter(
      // If the session has no BGP yet, the same update may add it.
      (name) => name !== "bgpFilters" || present.bgp !== undefined,
    );
    try {
      await putMagicInterconnect(api, present, pick(wanted, differences), {
        md5Key,
        validateOnly: true,
      });
      return undefined;
    } catch (error) {
      if (isApiError(error, "refused", "conflict", "entitlement")) return error.message;
      throw error;
    }
  },
);

async function findPresent(
  api: AccountApi,
  session: string | undefined,
  tunnelId: string | undefined,
): Promise<MagicInterconnectObject | undefined> {
  if (session !== undefined) return findMagicInterconnect(api, session);
  return tunnelId === undefined ? undefined : api.magicInterconnects.get(tunnelId);
}
