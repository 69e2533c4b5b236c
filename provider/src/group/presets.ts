import type { InterconnectBySlotArgs, SlotBaseArgs } from "../program/interconnect";
import { UserError } from "../program/user-error";
import type { Intent } from "../topology/design";
import type { GroupPortArgs, GroupPortBaseArgs } from "./args";
import { checkPortsForArgs } from "./check-args";

/** Arguments of {@link portsFor}. */
export interface PortsForArgs
  extends GroupPortBaseArgs,
    Pick<InterconnectBySlotArgs, "orderBeside"> {
  /** Names of facilities in order of preference. The intent determines the minimum number of facilities. */
  facilities: readonly string[];
  /**
   * Speed of every slot.
   *
   * @default `"10G"`
   */
  speed?: SlotBaseArgs["speed"];
}

/** Number of facilities that each intent requires, and the number of ports at each facility. */
const NEEDS: Record<Intent, { facilities: number; ports: number }> = {
  single: { facilities: 1, ports: 1 },
  "device-diverse": { facilities: 1, ports: 2 },
  "site-diverse": { facilities: 2, ports: 1 },
  "site-and-device-diverse": { facilities: 2, ports: 2 },
};

/**
 * Returns the smallest set of ports that achieves an intent. Each facility has one port, or two ports on different
 * devices. A port is named after its facility. If a facility has two ports, their names end in `-a` and `-b`.
 *
 * Fails with a {@link UserError} if there are too few facilities for the intent, or if an argument is unknown or
 * invalid.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const intent = "site-and-device-diverse";
 * const ports = cni.portsFor(intent, { facilities: ["Equinix CH2", "CoreSite LA1"] });
 * console.log(Object.keys(ports)); // equinix-ch2-a, equinix-ch2-b, coresite-la1-a, coresite-la1-b
 * new cni.InterconnectGroup("transit", { intent, ports, backup: { kind: "internet" } });
 * ```
 */
export function portsFor(intent: Intent, args: PortsForArgs): Record<string, GroupPortArgs> {
  checkPortsForArgs(intent, args);
  const { facilities, speed, ...port } = args;
  const needs = NEEDS[intent];
  if (facilities.length < needs.facilities) {
    throw new UserError(
      `facilities ${JSON.stringify(facilities)} are too few, because ${intent} requires ${needs.facilities}. Use getSlots to find facilities with free slots.`,
    );
  }
  return Object.fromEntries(
    facilities.flatMap((facility) =>
      [..."ab"]
        .slice(0, needs.ports)
        .map((letter): [string, GroupPortArgs] => [
          `${toPortName(facility)}-${letter}`,
          { ...port, slot: { facility, speed } },
        ]),
    ),
  );
}

function toPortName(facility: string): string {
  return facility
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
