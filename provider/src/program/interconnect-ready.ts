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
  /** Interconnect to wait for, as a resource or ID. A change replaces the gate. */
  interconnect: InterconnectReference;
  /**
   * Account of the interconnect (32 hexadecimal digits).
   *
   * @default the interconnect's account if `interconnect` is a resource, otherwise the configured account
   */
  accountId?: pulumi.Input<string>;
  /**
   * Link states that open the gate. If this list changes, an open gate checks the link again. The gate stays open if
   * the link is in one of the new states. Otherwise, it closes and waits.
   *
   * @default `["Healthy"]`
   */
  states?: pulumi.Input<pulumi.Input<LinkState>[]>;
  /**
   * Time for which the link must stay in one of `states` before the gate opens, such as `"30s"` or `"5m"`. It must be
   * shorter than `timeout`. The time starts with the first check that finds the link in one of `states`, and restarts
   * after an interruption.
   *
   * The API has no history, so the provider polls the state: every few seconds at first, later at least once a minute
   * (less often if more than 48 interconnects wait at once), and at the end. It cannot see changes between two checks,
   * and ignores a check that fails. If this value changes, an open gate checks the link again.
   *
   * @default `"0s"`, which requires only one check
   */
  stableFor?: pulumi.Input<string>;
  /**
   * Maximum time to wait, such as `"90s"`, `"30m"` or `"14d"`. `onTimeout` determines what happens after a timeout.
   *
   * @default `customTimeouts.create` of the resource, else `"30m"`
   */
  timeout?: pulumi.Input<string>;
  /**
   * What to do after a timeout. With `error`, `pulumi up` fails before it changes any dependent of the gate, and the
   * next `up` continues to wait. With `warn`, `pulumi up` continues with the dependents, shows a warning, and sets
   * `ready` to `false`. Until the link is ready, every preview then shows an update of the gate, and every `up` checks
   * the link once, without waiting or failing. If `timeout`, `states` or `stableFor` changes, the gate waits again.
   *
   * With either value, `pulumi up` fails if the interconnect was deleted, the credentials are refused, or the run is
   * cancelled.
   *
   * @default `"error"`
   */
  onTimeout?: pulumi.Input<OnFailure>;
}

/**
 * Readiness gate that opens when the link of an interconnect is up. Let resources that need the link depend on the
 * gate. The gate opens once and stays open even if the link goes down later. It does not correspond to an object in the
 * API.
 *
 * The checks of all waiting gates and interconnects stay below 600 requests in five minutes, which is half of what
 * Cloudflare allows a user. When one link changes, the provider checks the others at once.
 *
 * Fails in preview if an argument is invalid. Fails during `up` if the link is not up before the timeout, with advice
 * for its state, or if the interconnect is deleted during the wait.
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
  /** Account of the interconnect. */
  declare readonly accountId: pulumi.Output<string>;
  /** ID of the interconnect. */
  declare readonly interconnect: pulumi.Output<string>;
  /** Link states that open the gate. */
  declare readonly states: pulumi.Output<LinkState[]>;
  /** Whether the gate is open. The value is `false` only after a timeout with `onTimeout: "warn"`. */
  declare readonly ready: pulumi.Output<boolean>;
  /** Last known state of the link. */
  declare readonly status: pulumi.Output<LinkStatus>;

  /** Whether a value is an `InterconnectReady`, even if another copy of this package created it. */
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
