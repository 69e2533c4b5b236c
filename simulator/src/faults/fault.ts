import { z } from "zod";
import { parseDuration } from "../duration";
import { PlainFault } from "./plain-fault";
import { presetNames, presets } from "./presets";
import { needsTheWork, type Respond } from "./respond";
import { type Fits, fitting } from "./which";

const Request = PlainFault.partial({ respond: true }).extend({
  /** One of the presets; what else is given goes in place of what the preset says. */
  preset: z.enum(presetNames).optional(),
});

function spelledOut({ preset, ...own }: z.output<typeof Request>): Partial<PlainFault> {
  return preset === undefined ? own : { ...presets[preset].fault, ...own };
}

/** A fault as it is asked for. All of it is JSON and stays as given, so that it can be shown. */
export const FaultRequest = Request.superRefine((request, context) => {
  const { respond, effect } = spelledOut(request);
  if (respond === undefined) {
    context.addIssue({ code: "custom", path: ["respond"], message: "is missing" });
  } else if (needsTheWork(respond) && effect === "none") {
    const message = "cannot be none, since it is the real answer that is spoilt";
    context.addIssue({ code: "custom", path: ["effect"], message });
  }
});
export type FaultRequest = z.output<typeof FaultRequest>;

/** A fault as it works. */
export interface Fault {
  readonly fits: Fits;
  /** Infinity where there is no limit. */
  readonly times: number;
  readonly probability: number;
  readonly seed: number | undefined;
  /** Milliseconds of simulator time. */
  readonly duration: number;
  /** What it waits for before it begins. */
  readonly after: { readonly fits: Fits; readonly times: number };
  readonly effect: "none" | "applied";
  readonly respond: Respond;
}

// Only an order names a slot; a fault that is about slots lets everything else pass.
const orders = { method: "POST", path: "^/cni/interconnects$" };

export function faultOf(request: FaultRequest): Fault {
  const { respond, account, probability, seed, duration, after, effect, times, ...which } =
    PlainFault.parse(spelledOut(request));
  const endless = probability !== undefined || duration !== undefined;
  return {
    fits: fitting({ ...("occupySlot" in respond ? orders : {}), ...which, account }),
    times: times ?? (endless ? Number.POSITIVE_INFINITY : 1),
    probability: probability ?? 1,
    seed,
    duration: parseDuration(duration ?? "") ?? Number.POSITIVE_INFINITY,
    after: {
      fits: fitting({ ...after, account }),
      times: after === undefined ? 0 : (after.times ?? 1),
    },
    effect: needsTheWork(respond) ? "applied" : (effect ?? "none"),
    respond,
  };
}
