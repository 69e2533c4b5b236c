import * as pulumi from "@pulumi/pulumi";
import type { LinkState, LinkStatus, OnFailure } from "../domain/values";
import {
  buildRegistration,
  isResource,
  type OutputNames,
  requireArgs,
  shortenTraces,
} from "./by-reference";
import { type InterconnectReference, linkTo } from "./interconnect-reference";

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
   * States of the link that open the gate. Other states are a new question to an open gate too: it
   * stays open, without waiting, where the link is as asked for now, and else is waited for again.
   *
   * @default `["Healthy"]`
   */
  states?: pulumi.Input<pulumi.Input<LinkState>[]>;
  /**
   * How long the link must have been in one of `states` without interruption, counted from the
   * first look that finds it so: `"0s"`, or a time shorter than `timeout` such as `"30s"`, `"5m"`.
   * An interruption begins the count anew.
   *
   * The API tells no history, so the state is looked at: every few seconds at first, at least every
   * minute later (less often where more than 48 ports wait together), and at the end. What happens
   * between two looks is not seen, and a look that fails tells nothing. Another value is a new
   * question to an open gate too.
   *
   * @default `"0s"`: one look is enough
   */
  stableFor?: pulumi.Input<string>;
  /**
   * Longest time to wait, such as `"90s"`, `"30m"`, `"14d"`; `onTimeout` says what happens then.
   *
   * @default `customTimeouts.create` of the resource, else `"30m"`
   */
  timeout?: pulumi.Input<string>;
  /**
   * What happens when `timeout` is over. `error`: `pulumi up` fails, nothing that depends on the gate
   * was touched, and the next `up` goes on waiting. `warn`: the gate lets through what depends on it
   * with a warning and `ready: false`. Until the link is there, every preview shows an update of
   * the gate and every `up` looks once, without waiting and without failing; another `timeout`,
   * `states` or `stableFor` has it wait anew.
   *
   * A port that is gone, credentials that are refused and a cancelled run fail in either case.
   *
   * @default `"error"`
   */
  onTimeout?: pulumi.Input<OnFailure>;
}

/**
 * A gate that opens when a port's link is up: whatever needs the link depends on it. It opens once;
 * a link that goes down later does not close it. It is nothing at the API.
 *
 * Looks of all gates and ports that wait together stay below 600 requests in five minutes, half of
 * what Cloudflare allows a user; when one port changes, the others are looked at right away.
 *
 * Fails in preview where an argument breaks a rule. At `up` it fails with what a person has to do
 * about the state that the link is in, or because the port was deleted meanwhile.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = new cni.Interconnect("ewr", { slotId: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * const ready = new cni.InterconnectReady("ewr", {
 *   interconnect: port,
 *   stableFor: "2m",
 *   timeout: "2h",
 *   onTimeout: "warn",
 * });
 * export const isUp = ready.ready;
 * ```
 */
export class InterconnectReady extends pulumi.CustomResource {
  declare readonly accountId: pulumi.Output<string>;
  /** Id of the port. */
  declare readonly interconnect: pulumi.Output<string>;
  declare readonly states: pulumi.Output<LinkState[]>;
  /** Whether the gate is open; false only where `onTimeout: "warn"` let through what depends on it. */
  declare readonly ready: pulumi.Output<boolean>;
  /** State of the link when it was last looked at. */
  declare readonly status: pulumi.Output<LinkStatus>;

  /** Whether a value is an `InterconnectReady`, also if another copy of this package made it. */
  static override isInstance(value: unknown): value is InterconnectReady {
    return isResource(value, "InterconnectReady");
  }

  constructor(name: string, args: InterconnectReadyArgs, options?: pulumi.CustomResourceOptions) {
    const {
      interconnect,
      accountId,
      timeout = options?.customTimeouts?.create,
      ...rest
    } = requireArgs(name, args);
    const outputs: OutputNames<InterconnectReady> = {
      interconnect: true,
      accountId: true,
      states: true,
      ready: true,
      status: true,
    };
    const declared = { ...rest, timeout, ...linkTo(interconnect, accountId) };
    const restoreTraces = shortenTraces();
    try {
      super(...buildRegistration("InterconnectReady", name, outputs, declared, options));
    } finally {
      restoreTraces();
    }
  }
}
