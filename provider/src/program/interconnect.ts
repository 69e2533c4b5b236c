import * as pulumi from "@pulumi/pulumi";
import type {
  Adopt,
  Bandwidth,
  Facility,
  InterconnectType,
  LinkStatus,
  Speed,
  WaitFor,
} from "../domain/values";
import {
  buildRegistration,
  isResource,
  type OutputNames,
  requireArgs,
  shortenTraces,
} from "./by-reference";
import type { LookupOptions, LookupState } from "./lookup-state";

/** Properties of {@link SlotArgs}, which requires at least one of `facility`, `site` and `metro`. */
export interface SlotBaseArgs {
  /**
   * Name of the facility, case-insensitive, or a part of the name that matches only one facility. A part must consist
   * of whole words and numbers: `"NY5"` matches Equinix NY5, but `"NY1"` does not match NY11.
   */
  facility?: pulumi.Input<string>;
  /** Cloudflare's short name of the site, such as `"ewr-a"`. */
  site?: pulumi.Input<string>;
  /**
   * Metro as a three-letter IATA code, such as `"EWR"`. The API has no field for the metro, so the first letters of the
   * site's name (`ewr-a`) determine it.
   */
  metro?: pulumi.Input<string>;
  /**
   * Speed of the slot. Ports of 100G must usually be requested from Cloudflare's account team.
   *
   * @default `"10G"`
   */
  speed?: pulumi.Input<Speed>;
  /**
   * Cloudflare devices (CCR) that the port must avoid, as device names or as other interconnects. For an interconnect,
   * its `device` is avoided. A slot is not chosen if the API does not report its device.
   *
   * @default `[]`
   */
  avoidDevices?: pulumi.Input<(Interconnect | pulumi.Input<string | undefined>)[]>;
}

/**
 * Requirements for a slot. At least one of `facility`, `site` and `metro` is required. A location that appears neither
 * in the published list nor in the API fails in preview. The error suggests similar or nearby locations.
 */
export type SlotArgs = SlotBaseArgs &
  (
    | { facility: pulumi.Input<string> }
    | { site: pulumi.Input<string> }
    | { metro: pulumi.Input<string> }
  );

/** Additional data with which {@link Interconnect.get} finds the interconnect. */
export type InterconnectState = LookupState;

/** Arguments of every {@link Interconnect}, regardless of what it orders. */
export interface InterconnectBaseArgs {
  /**
   * Account of the interconnect (32 hexadecimal digits). A change replaces the interconnect.
   *
   * @default `cloudflare:accountId` of the `Provider` or the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * Type of the interconnect. `direct` is a port on a slot that is connected by a cross-connect. `gcp_partner` is a
   * virtual port for a Google Cloud VLAN attachment. A change replaces the interconnect.
   *
   * @default `gcp_partner` with `pairingKey`, else `direct`
   */
  type?: pulumi.Input<InterconnectType>;
  /**
   * State for which the creation of the interconnect waits. `ordered` does not wait, because a cross-connect takes
   * weeks; use an {@link InterconnectReady} for resources that need the link. `healthy` waits until the link is up.
   *
   * @default `ordered` for `direct`, `healthy` for `gcp_partner`
   */
  waitFor?: pulumi.Input<WaitFor>;
  /**
   * Maximum time to wait with `waitFor: "healthy"`, such as `"90s"`, `"30m"` or `"2h"`. After a timeout, `pulumi up`
   * fails, the interconnect stays in the state, and the next `up` continues to wait.
   *
   * @default `customTimeouts.create` of the resource, else `"30m"`
   */
  timeout?: pulumi.Input<string>;
  /**
   * Whether to adopt an existing interconnect. By default, an existing interconnect is refused. `true` adopts the
   * interconnect on this `slotId`. With `slot` or `pairingKey`, set this to the name of the interconnect, because
   * several interconnects may meet `slot` and the API does not return pairing keys. Remove `adopt` after the adoption.
   *
   * @default false
   */
  adopt?: pulumi.Input<Adopt>;
}

/** Orders a `direct` port on the slot with this UUID. */
export interface InterconnectBySlotIdArgs
  extends Partial<Record<"slot" | "orderBeside" | "pairingKey" | "bandwidth", undefined>> {
  /**
   * UUID of the slot to order. List free slots with `npx pulumi-cloudflare-cni slots --free`. A change replaces the
   * interconnect. The new port is ordered before the old port is deleted.
   */
  slotId: pulumi.Input<string>;
  /**
   * Speed of the port. A change replaces the interconnect.
   *
   * @default the speed of the slot
   */
  speed?: pulumi.Input<Speed>;
}

/** Orders a `direct` port on a free slot that meets requirements. */
export interface InterconnectBySlotArgs
  extends Partial<Record<"slotId" | "speed" | "pairingKey" | "bandwidth", undefined>> {
  /**
   * Requirements for the slot to order. The provider orders the first free slot that meets them, sorted by site, device
   * and ID. No two resources of a run get the same slot. The choice does not change later; the outputs `slotId`,
   * `site`, `facility`, `device` and `speed` report it. If the requirements change and the slot still meets them,
   * nothing changes at the API. Otherwise, the interconnect is replaced, with the new port ordered first, and preview
   * shows the reason as a warning.
   *
   * Fails during `up`, before anything is ordered, if no matching slot is free. The error lists free slots nearby. Also
   * fails if the account has an interconnect that meets the requirements and that no resource known to the run manages,
   * because an interrupted run may have ordered it (see `adopt` and `orderBeside`).
   */
  slot: pulumi.Input<SlotArgs>;
  /**
   * Names of interconnects that meet the requirements but do not belong to this resource. They do not prevent the order
   * of another port. You need this property only for interconnects that the run cannot know: those of other stacks or
   * providers, and those created by hand. The names are used only when the port is ordered, so you can remove them
   * afterwards.
   *
   * @default `[]`
   */
  orderBeside?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Orders a `gcp_partner` port for a Google Cloud VLAN attachment. */
export interface InterconnectByPairingKeyArgs
  extends Partial<Record<"slotId" | "speed" | "slot" | "orderBeside", undefined>> {
  /**
   * Pairing key of the Google VLAN attachment, `<uuid>/<region>/<1|2>`. Pulumi always treats it as a secret, even if
   * the program passes a plain string. Google's keys expire after 28 days. A change replaces the interconnect.
   */
  pairingKey: pulumi.Input<string>;
  /** Bandwidth of the Google VLAN attachment. A change replaces the interconnect. */
  bandwidth: pulumi.Input<Bandwidth>;
}

/** Arguments that determine which port to order: exactly one of `slotId`, `slot` and `pairingKey`. */
export type InterconnectOrderArgs =
  | InterconnectBySlotIdArgs
  | InterconnectBySlotArgs
  | InterconnectByPairingKeyArgs;

/** Arguments of {@link Interconnect}. Exactly one of `slotId`, `slot` and `pairingKey` is required. */
export type InterconnectArgs = InterconnectBaseArgs & InterconnectOrderArgs;

/**
 * Cloudflare Network Interconnect (CNI): a physical port at a facility, or a virtual port for a Google Cloud VLAN
 * attachment. Its `id` is the name that Cloudflare assigned.
 *
 * The CNI API cannot update an interconnect. A change of slot, speed, type, pairing key, bandwidth or account therefore
 * replaces it, as preview shows. The provider checks the slot before it orders and never sends an order twice. A slot
 * that already has an interconnect is refused, unless `adopt` is set or the order journal shows that this resource
 * ordered the interconnect in an interrupted run.
 *
 * Fails in preview if an argument is invalid. Fails during `up` with Cloudflare's error message, code and ray ID. After
 * Cloudflare accepts an order, the interconnect stays in the state even if a later step fails.
 *
 * Source: Cloudflare API, `/accounts/{account_id}/cni/interconnects`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * export const site = port.site;
 * ```
 *
 * @example Two ports at one facility on different devices
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const slot = { facility: "Equinix NY5", speed: "10G" } as const;
 * const first = new cni.Interconnect("ny5-a", { slot });
 * const second = new cni.Interconnect("ny5-b", { slot: { ...slot, avoidDevices: [first] } });
 * export const devices = [first.device, second.device];
 * ```
 */
export class Interconnect extends pulumi.CustomResource {
  /** Account of the interconnect. */
  declare readonly accountId: pulumi.Output<string>;
  /** Type of the interconnect. */
  declare readonly type: pulumi.Output<InterconnectType>;
  /** Name that Cloudflare assigned, equal to `id`. */
  declare readonly name: pulumi.Output<string>;
  /** Facility of the port. Its address is needed to order the cross-connect. */
  declare readonly facility: pulumi.Output<Facility | undefined>;
  /** Cloudflare's short name of the site, such as `ewr-a`. */
  declare readonly site: pulumi.Output<string | undefined>;
  /** Cloudflare device (CCR) of the port, or `undefined` if the API does not report it. */
  declare readonly device: pulumi.Output<string | undefined>;
  /** UUID of the slot of a `direct` port. */
  declare readonly slotId: pulumi.Output<string | undefined>;
  /** Speed of the port, such as `10G`. */
  declare readonly speed: pulumi.Output<string>;
  /** Google Cloud region of a `gcp_partner` port. */
  declare readonly region: pulumi.Output<string | undefined>;
  /** Bandwidth of a `gcp_partner` port, such as `1G`. */
  declare readonly bandwidth: pulumi.Output<Bandwidth | undefined>;
  /** Reservation ID of the port, as in `/magic/cf_interconnects`. */
  declare readonly virtualPortReservationId: pulumi.Output<string | undefined>;
  /** Owner of the interconnect, as reported by the API. */
  declare readonly owner: pulumi.Output<string | undefined>;
  /** Last known state of the link. It does not cover BGP. `pulumi refresh` updates it. */
  declare readonly status: pulumi.Output<LinkStatus>;

  /** Whether a value is an `Interconnect`, even if another copy of this package created it. */
  static override isInstance(value: unknown): value is Interconnect {
    return isResource(value, "Interconnect");
  }

  /**
   * Reads an interconnect that this program does not manage. Every run reads the interconnect again but never changes it.
   * Fails if the interconnect does not exist.
   *
   * @param id name of the interconnect
   *
   * @example
   * ```ts
   * import * as cni from "pulumi-cloudflare-cni";
   *
   * const port = cni.Interconnect.get("theirs", "cni-ewr-a-000001");
   * export const device = port.device;
   * ```
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: InterconnectState = {},
    options?: pulumi.CustomResourceOptions,
  ): Interconnect {
    return new Interconnect(name, state, { ...options, id });
  }

  /** Reads an existing interconnect in the same way as {@link Interconnect.get}. */
  constructor(name: string, state: InterconnectState, options: LookupOptions);
  constructor(name: string, args: InterconnectArgs, options?: pulumi.CustomResourceOptions);
  constructor(
    name: string,
    argsOrState: InterconnectArgs | InterconnectState,
    options?: pulumi.CustomResourceOptions,
  ) {
    const outputs: OutputNames<Interconnect> = {
      name: true,
      facility: true,
      site: true,
      device: true,
      slotId: true,
      speed: true,
      region: true,
      bandwidth: true,
      virtualPortReservationId: true,
      owner: true,
      status: true,
      accountId: true,
      type: true,
    };
    const declared = propsOf(requireArgs(name, argsOrState), options?.customTimeouts?.create);
    const restoreTraces = shortenTraces();
    try {
      super(
        ...buildRegistration("Interconnect", name, outputs, ...withSecretKey(declared, options)),
      );
    } finally {
      restoreTraces();
    }
  }
}

/** Properties that must be converted before registration. */
interface Declared {
  accountId?: pulumi.Input<string>;
  slot?: pulumi.Input<SlotArgs>;
  timeout?: pulumi.Input<string>;
}

/**
 * Converts arguments to properties. `createTimeout` comes from `customTimeouts`, which the engine does not pass to a
 * dynamic provider.
 */
function propsOf(declared: Declared, createTimeout: string | undefined): pulumi.Inputs {
  const { timeout = createTimeout, slot, ...rest } = declared;
  return { ...rest, slot: withDeviceNames(slot), timeout };
}

/** Makes the pairing key a secret, even if the program passed a plain string. */
function withSecretKey(
  declared: pulumi.Inputs,
  options: pulumi.CustomResourceOptions = {},
): [pulumi.Inputs, pulumi.CustomResourceOptions] {
  const { pairingKey } = declared;
  if (pairingKey === undefined || pairingKey === null) return [declared, options];
  // The output is also marked as a secret, so that the engine encrypts a key that an older version stored in plain
  // text.
  const additionalSecretOutputs = [...(options.additionalSecretOutputs ?? []), "pairingKey"];
  return [
    { ...declared, pairingKey: pulumi.secret(pairingKey) },
    { ...options, additionalSecretOutputs },
  ];
}

/** Replaces interconnects in `avoidDevices` with their devices. */
function withDeviceNames(slot: InterconnectArgs["slot"]): pulumi.Input<unknown> {
  const nameOf = (one: unknown) => (Interconnect.isInstance(one) ? one.device : one);
  const named = (list: unknown) => (Array.isArray(list) ? list.map(nameOf) : list);
  // Plain objects are not wrapped in an output, so that preview knows everything in them except the devices.
  const later = (value: unknown, write: (known: unknown) => unknown) =>
    pulumi.Output.isInstance(value) || value instanceof Promise
      ? pulumi.output(value).apply((known) => pulumi.output(write(known)))
      : write(value);
  return later(slot, (known) =>
    typeof known === "object" && known !== null && "avoidDevices" in known
      ? { ...known, avoidDevices: later(known.avoidDevices, named) }
      : known,
  );
}
