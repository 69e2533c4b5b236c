/**
 * Resolves resources that a program passed as arguments. In TypeScript, the resource classes do this. Programs in other
 * languages send a reference with only the URN and the ID of a resource. The other outputs come from resources that
 * this process has seen before.
 */

import { isObject } from "../domain/is-object";
import type { ResourceType } from "../lifecycle/providers";
import { isResourceReference, type Props, unknownValue } from "../run/property-values";

/** Latest outputs of the resources that this process has seen, by URN. */
export class SeenResources {
  readonly #outputs = new Map<string, Props>();

  record(urn: string, outputs: Props): void {
    this.#outputs.set(urn, outputs);
  }

  /** Returns an output of a resource. The output is unknown if another process manages the resource. */
  output(urn: string, name: string): unknown {
    const outputs = this.#outputs.get(urn);
    return outputs === undefined ? undefined : outputs[name];
  }
}

/**
 * Replaces references in the inputs of a resource with IDs. Also adds the properties that the TypeScript class would
 * add: the account of the referenced resource, the MD5 key of a session, and `__linked`, which marks an unknown ID as a
 * new object.
 */
export function resolveReferences(type: ResourceType, inputs: Props, seen: SeenResources): Props {
  const { interconnect, session, slot } = inputs;
  switch (type) {
    case "Interconnect":
      return isObject(slot) ? { ...inputs, slot: nameDevices(slot, seen) } : inputs;
    case "InterconnectReady":
    case "CniBgpSession":
      return isResourceReference(interconnect)
        ? { ...inputs, ...linkTo("interconnect", interconnect, inputs, seen) }
        : inputs;
    case "MagicInterconnect": {
      if (!isResourceReference(session)) return inputs;
      const bgp = seen.output(session.urn, "bgp");
      const md5Key = inputs.md5Key ?? (isObject(bgp) ? bgp.md5Key : undefined);
      return {
        ...inputs,
        ...linkTo("session", session, inputs, seen),
        ...(md5Key !== undefined && { md5Key }),
      };
    }
    case "CniSettings":
      return inputs;
  }
}

type Reference = { urn: string; id?: unknown };

function linkTo(key: string, { urn, id }: Reference, inputs: Props, seen: SeenResources): Props {
  const accountId = inputs.accountId ?? seen.output(urn, "accountId");
  return {
    [key]: typeof id === "string" && id !== "" ? id : unknownValue,
    ...(accountId !== undefined && { accountId }),
    __linked: true,
  };
}

function nameDevices(slot: Props, seen: SeenResources): Props {
  const { avoidDevices } = slot;
  if (!Array.isArray(avoidDevices)) return slot;
  return {
    ...slot,
    avoidDevices: avoidDevices.map((one: unknown) =>
      isResourceReference(one) ? (seen.output(one.urn, "device") ?? unknownValue) : one,
    ),
  };
}
