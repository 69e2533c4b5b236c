import type { Run } from "../run/run";
import { cniBgpSession } from "./bgp-session/bgp-session";
import { interconnect } from "./interconnect/interconnect";
import { magicInterconnect } from "./magic-interconnect/magic-interconnect";
import { interconnectReady } from "./readiness";
import { resourceProvider } from "./resource-provider";
import { cniSettings } from "./settings";

/** Creates the providers of all resource types for one run of the engine. */
export function createProviders(run: Run) {
  return {
    Interconnect: resourceProvider(interconnect, run),
    InterconnectReady: resourceProvider(interconnectReady, run),
    CniBgpSession: resourceProvider(cniBgpSession, run),
    CniSettings: resourceProvider(cniSettings, run),
    MagicInterconnect: resourceProvider(magicInterconnect, run),
  };
}

/** Resource types that have a provider. */
export type ResourceType = keyof ReturnType<typeof createProviders>;
