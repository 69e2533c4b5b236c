import type { AccountApi } from "../api/account";
import { isApiError } from "../api/errors";
import type { MagicInterconnectObject } from "../domain/objects";
import { findMagicInterconnect } from "../lifecycle/magic-interconnect/find";
import { magicInterconnectSchema, pick } from "../lifecycle/magic-interconnect/inputs";
import { differingSettings, putMagicInterconnect } from "../lifecycle/magic-interconnect/put";
import { question } from "./query";

const declared = magicInterconnectSchema.omit({ accountId: true });

/** Why Magic would refuse the settings; undefined where it would not, or it cannot be told. */
export const rehearsal = question(
  declared,
  async (api, { session, tunnelId, md5Key, ...wanted }) => {
    const present = await presentOf(api, session, tunnelId);
    if (present === undefined) return undefined;
    const differing = differingSettings(present, wanted).filter(
      // The run may be about to give the session BGP.
      (name) => name !== "bgpFilters" || present.bgp !== undefined,
    );
    try {
      await putMagicInterconnect(api, present, pick(wanted, differing), {
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

async function presentOf(
  api: AccountApi,
  session: string | undefined,
  tunnelId: string | undefined,
): Promise<MagicInterconnectObject | undefined> {
  if (session !== undefined) return findMagicInterconnect(api, session);
  return tunnelId === undefined ? undefined : api.magicInterconnects.get(tunnelId);
}
