import * as pulumi from "@pulumi/pulumi";
import type { Bandwidth, Facility, InterconnectType, LinkStatus, Speed } from "../domain/values";
import { byReference, given, isResource, type OutputNames, shortenTraces } from "./by-reference";
import type { LookupState } from "./lookup-state";

/**
 * What the slot of a port must be like; at least one of `facility`, `site` and `metro`. A place
 * that is neither published nor known to the API fails in preview, with the places that are spelled
 * alike or nearest.
 */
export interface SlotArgs {
  /**
   * Facility by its name, in any case; where none has exactly this name, the only one that has it as
   * a part of its name. `"NY5"` may mean Equinix NY5, `"NY1"` never NY11.
   */
  facility?: pulumi.Input<string>;
  /** Cloudflare's short name of a site, such as `"ewr-a"`. */
  site?: pulumi.Input<string>;
  /**
   * Metro by its three letters (IATA), such as `"EWR"`. The API tells no metro: it is read off the
   * beginning of the site's name (`ewr-a`).
   */
  metro?: pulumi.Input<string>;
  /**
   * Speed of the slot. What runs at 100G usually goes through Cloudflare's account team.
   *
   * @default `"10G"`
   */
  speed?: pulumi.Input<Speed>;
  /**
   * Cloudflare devices (CCR) that the port must not be on: names, or other ports, whose `device` is
   * meant. A slot whose device the API does not tell is never taken for another device.
   *
   * @default `[]`
   */
  avoidDevices?: pulumi.Input<(Interconnect | pulumi.Input<string | undefined>)[]>;
}

/** State by which {@link Interconnect.get} finds the object. */
export type InterconnectState = LookupState;

/** Arguments of {@link Interconnect}: exactly one of `slotId`, `slot` and `pairingKey`. */
export interface InterconnectArgs {
  /**
   * Account the port belongs to, 32 hexadecimal digits.
   *
   * @default `cloudflare:accountId` of the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * `direct`: a port on a slot, reached by a cross-connect. `gcp_partner`: a virtual port for a
   * Google Cloud VLAN attachment. Another type is another port: a replacement.
   *
   * @default what `slotId`, `slot` or `pairingKey` says
   */
  type?: pulumi.Input<InterconnectType>;
  /**
   * UUID of the slot to take, from `npx pulumi-cloudflare-cni slots --free`. For
   * `direct`. Another slot is a replacement: the new port is ordered first, the old one goes last.
   */
  slotId?: pulumi.Input<string>;
  /**
   * What the slot to take must be like, in place of a `slotId`. For `direct`. A free slot is chosen
   * when the port is ordered, the first one by site, device and id, and no two resources of one run
   * get the same one. From then on it is kept: outputs tell which one it is (`slotId`, `site`,
   * `facility`, `device`, `speed`), and it is never chosen again. A changed requirement that the slot
   * still meets changes nothing at the API; one that it does not meet is a replacement, the new port
   * first, and preview warns with the reason.
   *
   * Fails at `up`, before anything is ordered: where no slot is free, with what is free nearby; and
   * where the account has a port that meets the requirement and belongs to no resource that the run
   * knows of, because it may be what a run ordered that was killed (see `adopt` and `orderBeside`).
   */
  slot?: pulumi.Input<SlotArgs>;
  /**
   * Speed of a `direct` port on a `slotId`. Another speed is a replacement.
   *
   * @default the slot's own speed
   */
  speed?: pulumi.Input<Speed>;
  /**
   * Pairing key of the Google VLAN attachment, `<uuid>/<region>/<1|2>`. For `gcp_partner`. Always a
   * secret, even if it is passed as a plain string. Google lets a key expire after 28 days.
   */
  pairingKey?: pulumi.Input<string>;
  /** Bandwidth of the Google VLAN attachment. For `gcp_partner`. */
  bandwidth?: pulumi.Input<Bandwidth>;
  /**
   * What creating the port waits for. `ordered`: nothing, because a cross-connect takes weeks; put
   * an {@link InterconnectReady} before what needs the link. `healthy`: the link is up.
   *
   * @default `ordered` for `direct`, `healthy` for `gcp_partner`
   */
  waitFor?: pulumi.Input<"ordered" | "healthy">;
  /**
   * Longest time to wait with `waitFor: "healthy"`, such as `"90s"`, `"30m"`, `"2h"`. When it is
   * over, `pulumi up` fails, the port stays in state, and the next `up` goes on waiting.
   *
   * @default `customTimeouts.create` of the resource, else `"30m"`
   */
  timeout?: pulumi.Input<string>;
  /**
   * Take over a port that is already there instead of refusing it: `true` for the port on this
   * `slotId`, or the port's name (always the name for `slot`, which several ports may meet, and for
   * `gcp_partner`, since the API does not tell whose pairing key a port has). Remove it after the
   * adoption.
   *
   * @default false
   */
  adopt?: pulumi.Input<boolean | string>;
  /**
   * With `slot`: names of ports of the account that meet the requirement and are not this one, so
   * that another port is ordered beside them. Needed only for ports that the run cannot know: those
   * of other stacks or providers, or made by hand. It counts when the port is ordered, and may be
   * removed afterwards.
   *
   * @default `[]`
   */
  orderBeside?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A Cloudflare Network Interconnect: a physical port at a facility, or a virtual one toward Google
 * Cloud. Its `id` is the name that Cloudflare assigned.
 *
 * The CNI API has no update for a port: what identifies it (slot, speed, type, pairing key,
 * bandwidth, account) can only be replaced, and preview says so. Ordering looks first and never
 * sends an order twice; a slot that already carries a port is refused unless `adopt` is set or this
 * resource is known to have ordered it in a run that was killed. Instead of a `slotId`, `slot` says
 * what the slot must be like.
 *
 * Fails in preview where an argument breaks a rule; at `up` with Cloudflare's error, its code and
 * ray id. Once the order was accepted the port stays in state whatever follows.
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
 * @example Two ports of one facility on two devices
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
  declare readonly accountId: pulumi.Output<string>;
  declare readonly type: pulumi.Output<InterconnectType>;
  /** Name that Cloudflare assigned; the same as `id`. */
  declare readonly name: pulumi.Output<string>;
  /** Building the port is in, and the address a cross-connect is ordered to. */
  declare readonly facility: pulumi.Output<Facility | undefined>;
  /** Cloudflare's short name of the site. */
  declare readonly site: pulumi.Output<string | undefined>;
  /** Cloudflare router (CCR) that the port is on; undefined where the API does not tell. */
  declare readonly device: pulumi.Output<string | undefined>;
  declare readonly slotId: pulumi.Output<string | undefined>;
  /** Speed of the port, such as `10G`. */
  declare readonly speed: pulumi.Output<string>;
  /** Google Cloud region of a `gcp_partner` port. */
  declare readonly region: pulumi.Output<string | undefined>;
  declare readonly bandwidth: pulumi.Output<Bandwidth | undefined>;
  /** The same reservation as in `/magic/cf_interconnects`. */
  declare readonly virtualPortReservationId: pulumi.Output<string | undefined>;
  declare readonly owner: pulumi.Output<string | undefined>;
  /** State of the link (not of BGP) when it was last looked at; `pulumi refresh` looks again. */
  declare readonly status: pulumi.Output<LinkStatus>;

  /** Whether a value is an `Interconnect`, also if another copy of this package made it. */
  static override isInstance(value: unknown): value is Interconnect {
    return isResource(value, "Interconnect");
  }

  /**
   * Looks up a port that something else manages. It is read at every run and never changed; one
   * that does not exist is an error.
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

  constructor(name: string, args: InterconnectArgs, options?: pulumi.CustomResourceOptions) {
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
    // The engine does not pass customTimeouts on to a dynamic provider.
    const { timeout = options?.customTimeouts?.create, slot, ...rest } = given(name, args);
    const declared = { ...rest, slot: withDeviceNames(slot), timeout };
    const restoreTraces = shortenTraces();
    try {
      super(...byReference("Interconnect", name, outputs, ...withSecretKey(declared, options)));
    } finally {
      restoreTraces();
    }
  }
}

/** Makes the pairing key a secret, even if the program passed a plain string. */
function withSecretKey(
  declared: pulumi.Inputs,
  options: pulumi.CustomResourceOptions = {},
): [pulumi.Inputs, pulumi.CustomResourceOptions] {
  const { pairingKey } = declared;
  if (pairingKey === undefined || pairingKey === null) return [declared, options];
  // As a secret output too, so that the engine seals a key that an older version left in clear.
  const additionalSecretOutputs = [...(options.additionalSecretOutputs ?? []), "pairingKey"];
  return [
    { ...declared, pairingKey: pulumi.secret(pairingKey) },
    { ...options, additionalSecretOutputs },
  ];
}

/** Writes the device of a port in place of the port. */
function withDeviceNames(slot: InterconnectArgs["slot"]): pulumi.Input<unknown> {
  const nameOf = (one: unknown) => (Interconnect.isInstance(one) ? one.device : one);
  const named = (list: unknown) => (Array.isArray(list) ? list.map(nameOf) : list);
  // Plain objects stay plain, so that preview knows all of them but the devices.
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
