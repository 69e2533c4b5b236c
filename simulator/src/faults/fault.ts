import { z } from "zod";
import { parseDuration } from "../duration";
import { PlainFault } from "./plain-fault";
import { presetNames, presets } from "./presets";
import { type Respond, requiresExecution } from "./respond";
import { createMatcher, type Matcher } from "./which";

const Request = PlainFault.partial({ respond: true }).extend({
  /** Name of a preset. Other fields override those of the preset. */
  preset: z.enum(presetNames).optional(),
});

function applyPreset({ preset, ...own }: z.output<typeof Request>): Partial<PlainFault> {
  return preset === undefined ? own : { ...presets[preset].fault, ...own };
}

/** Fault as requested. The simulator stores the JSON that the caller sent, so that it can list the fault unchanged. */
export const FaultRequest = Request.superRefine((request, context) => {
  const { respond, effect } = applyPreset(request);
  if (respond === undefined) {
    context.addIssue({ code: "custom", path: ["respond"], message: "is required" });
  } else if (requiresExecution(respond) && effect === "none") {
    const message = "must not be none, because this fault changes the real response";
    context.addIssue({ code: "custom", path: ["effect"], message });
  }
});
export type FaultRequest = z.output<typeof FaultRequest>;

/** Fault with the preset and the defaults applied. */
export interface Fault {
  readonly matches: Matcher;
  /** Number of requests to hit; Infinity for no limit. */
  readonly times: number;
  readonly probability: number;
  readonly seed: number | undefined;
  /** Milliseconds of simulator time. */
  readonly duration: number;
  /** Requests that must end before the fault becomes active. */
  readonly after: { readonly matches: Matcher; readonly times: number };
  readonly effect: "none" | "applied";
  readonly respond: Respond;
}

// Only an order names a slot, so a fault with occupySlot matches nothing else.
const orders = { method: "POST", path: "^/cni/interconnects$" };

export function resolveFault(request: FaultRequest): Fault {
  const { respond, account, probability, seed, duration, after, effect, times, ...criteria } =
    PlainFault.parse(applyPreset(request));
  const endless = probability !== undefined || duration !== undefined;
  return {
    matches: createMatcher({ ...("occupySlot" in respond ? orders : {}), ...criteria, account }),
    times: times ?? (endless ? Number.POSITIVE_INFINITY : 1),
    probability: probability ?? 1,
    seed,
    duration: parseDuration(duration ?? "") ?? Number.POSITIVE_INFINITY,
    after: {
      matches: createMatcher({ ...after, account }),
      times: after === undefined ? 0 : (after.times ?? 1),
    },
    effect: requiresExecution(respond) ? "applied" : (effect ?? "none"),
    respond,
  };
}
