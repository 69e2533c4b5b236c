import type * as pulumi from "@pulumi/pulumi";
import { DynamicResource, given } from "./dynamic-resource";
import type { Bandwidth, Facility, InterconnectType, LinkStatus, Speed } from "./values";

/** Arguments of {@link Interconnect}. */
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
   * @default what `slotId` or `pairingKey` says
   */
  type?: pulumi.Input<InterconnectType>;
  /**
   * UUID of the slot to take, from `GET /accounts/{account_id}/cni/slots?occupied=false`. For
   * `direct`. Another slot is a replacement: the new port is ordered first, the old one goes last.
   */
  slotId?: pulumi.Input<string>;
  /**
   * Speed of a `direct` port. Another speed is a replacement.
   *
   * @default the slot's own speed
   */
  speed?: pulumi.Input<Speed>;
  /**
   * Pairing key of the Google VLAN attachment, `<uuid>/<region>/<1|2>`. For `gcp_partner`. Google
   * lets a key expire after 28 days.
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
   * slot, or the port's name (for `gcp_partner` always the name, since the API does not tell whose
   * pairing key a port has). Remove it after the adoption.
   *
   * @default false
   */
  adopt?: pulumi.Input<boolean | string>;
}

/**
 * A Cloudflare Network Interconnect: a physical port at a facility, or a virtual one toward Google
 * Cloud. Its `id` is the name that Cloudflare assigned.
 *
 * The CNI API has no update for a port: what identifies it (slot, speed, type, pairing key,
 * bandwidth, account) can only be replaced, and preview says so. Ordering looks first and never
 * sends an order twice; a slot that already carries a port is refused unless `adopt` is set.
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
 */
export class Interconnect extends DynamicResource {
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

  constructor(name: string, args: InterconnectArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = {
      name: undefined,
      facility: undefined,
      site: undefined,
      device: undefined,
      slotId: undefined,
      speed: undefined,
      region: undefined,
      bandwidth: undefined,
      virtualPortReservationId: undefined,
      owner: undefined,
      status: undefined,
      accountId: undefined,
      type: undefined,
    };
    // The engine does not pass customTimeouts on to a dynamic provider.
    const { timeout = options?.customTimeouts?.create, ...rest } = given(name, args);
    super("Interconnect", name, { ...outputs, ...rest, timeout }, options);
  }
}
