import type { AccountApi } from "../../api/account";
import type { MagicInterconnectObject, MagicSettings } from "../../domain/objects";
import { isSameSetting, managedPart, SETTINGS, type Setting, toSettings } from "./inputs";

/** Returns the names of the settings whose current and wanted values differ. */
export function findDifferences(
  present: MagicInterconnectObject,
  wanted: MagicSettings,
): Setting[] {
  const current = toSettings(present);
  return SETTINGS.filter(
    (name) =>
      wanted[name] !== undefined &&
      !isSameSetting(wanted[name], managedPart(name, current[name], wanted[name])),
  );
}

/**
 * Updates the settings of an interconnect, or performs a dry run of the update. Sends no request if there are no
 * settings.
 */
export async function putMagicInterconnect(
  api: AccountApi,
  present: MagicInterconnectObject,
  settings: MagicSettings,
  { md5Key, validateOnly }: { md5Key?: string; validateOnly?: boolean },
): Promise<MagicInterconnectObject> {
  if (Object.keys(settings).length === 0) return present;
  const key = await findKey(api, present, md5Key);
  return api.magicInterconnects.update(present.id, settings, { md5Key: key, validateOnly });
}

/** Finds the MD5 key of the BGP session. An update without the key would remove the key. */
async function findKey(
  api: AccountApi,
  { id, bgp }: MagicInterconnectObject,
  declared: string | undefined,
): Promise<string | undefined> {
  if (bgp === undefined || bgp.md5Key !== undefined) return undefined;
  const [cni] = await api.cnis.list({ tunnelId: id });
  return cni?.bgp?.md5Key || declared;
}
