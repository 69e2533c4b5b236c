import type * as pulumi from "@pulumi/pulumi";
import { DynamicResource, given } from "./dynamic-resource";
import { type InterconnectReference, linkTo } from "./interconnect-link";
import type { LinkState, LinkStatus } from "./values";

/** Arguments of {@link InterconnectReady}. */
export interface InterconnectReadyArgs {
  /** The port to wait for: the resource, or its id. Another port is a replacement of the gate. */
  interconnect: InterconnectReference;
  /**
   * Account of the port, 32 hexadecimal digits.
   *
   * @default the account of `interconnect`, else of the configuration
   */
  accountId?: pulumi.Input<string>;
  /**
   * States of the link that open the gate.
   *
   * @default `["Healthy"]`
   */
  states?: pulumi.Input<pulumi.Input<LinkState>[]>;
  /**
   * Longest time to wait, such as `"90s"`, `"30m"`, `"14d"`. When it is over, `pulumi up` fails,
   * nothing that depends on the gate was touched, and the next `up` goes on waiting.
   *
   * @default `customTimeouts.create` of the resource, else `"30m"`
   */
  timeout?: pulumi.Input<string>;
}

/**
 * A gate that opens when a port's link is up: whatever needs the link depends on it. It opens once;
 * a link that goes down later does not close it. It is nothing at the API.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * const ready = new cni.InterconnectReady("ewr", { interconnect: port, timeout: "2h" });
 * ```
 */
export class InterconnectReady extends DynamicResource {
  declare readonly accountId: pulumi.Output<string>;
  /** Id of the port. */
  declare readonly interconnect: pulumi.Output<string>;
  declare readonly states: pulumi.Output<LinkState[]>;
  /** State of the link when it was last looked at. */
  declare readonly status: pulumi.Output<LinkStatus>;

  constructor(name: string, args: InterconnectReadyArgs, options?: pulumi.CustomResourceOptions) {
    const {
      interconnect,
      accountId,
      timeout = options?.customTimeouts?.create,
      ...rest
    } = given(name, args);
    const props = { states: undefined, status: undefined, ...rest, timeout };
    super("InterconnectReady", name, { ...props, ...linkTo(interconnect, accountId) }, options);
  }
}
