import type { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import type { CniChanges } from "./requests";

/** Returns a copy of the CNI with the changes of an edit that bypasses the API. */
export function editCni(cni: Cni, changes: z.output<typeof CniChanges>): Cni {
  const { magic, bgp, bgp_mode, ...rest } = changes;
  return Cni.parse({
    ...cni,
    ...rest,
    magic: { ...cni.magic, ...magic },
    bgp: bgp === undefined ? cni.bgp : (bgp ?? undefined),
    bgp_mode: bgp_mode === undefined ? cni.bgp_mode : (bgp_mode ?? undefined),
  });
}
