import type { AccountApi } from "../../api/account";
import type { MagicInterconnectObject, MagicSettings } from "../../domain/objects";
import { managedPart, SETTINGS, type Setting, sameSetting, settingsIn } from "./inputs";

/** The settings that are wanted otherwise than they are. */
export function differingSettings(
  present: MagicInterconnectObject,
  wanted: MagicSettings,
): Setting[] {
  const there = settingsIn(present);
  return SETTINGS.filter(
    (name) =>
      wanted[name] !== undefined &&
      !sameSetting(wanted[name], managedPart(name, there[name], wanted[name])),
  );
}

/** Brings an interconnect to other settings, or asks whether it could; nothing is sent for none. */
export async function putMagicInterconnect(
  api: AccountApi,
  present: MagicInterconnectObject,
  settings: MagicSettings,
  { md5Key, validateOnly }: { md5Key?: string; validateOnly?: boolean },
): Promise<MagicInterconnectObject> {
  if (Object.keys(settings).length === 0) return present;
  const key = await keyOf(api, present, md5Key);
  return api.magicInterconnects.update(present.id, settings, { md5Key: key, validateOnly });
}

/** The key of the BGP session, which an update without it would remove. */
async function keyOf(
  api: AccountApi,
  { id, bgp }: MagicInterconnectObject,
  declared: string | undefined,
): Promise<string | undefined> {
  if (bgp === undefined || bgp.md5Key !== undefined) return undefined;
  const [cni] = await api.cnis.list({ tunnelId: id });
  return cni?.bgp?.md5Key || declared;
}
