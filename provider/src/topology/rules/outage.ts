import { parseDuration } from "../../domain/duration";
import { FACTS } from "../../domain/facts";
import { counted } from "../../domain/text";
import type { Failure, OutageRange } from "../failure";
import { compareSeconds, outageInWords } from "../outage-range";
import { conditionOf } from "./condition";
import type { Rule } from "./rule";

type Direction = "toCustomer" | "toCloudflare";

interface LongOutage {
  failure: Failure;
  direction: Direction;
  /** Whether the outage lasts this long only if the link fails silently. */
  isSilent: boolean;
  range: OutageRange;
}

export const outageTooLong: Rule = {
  rule: "No single failure interrupts the traffic for longer than maxOutage, in either direction",
  figure: `BGP to the customer: hold time (≤ ${FACTS.holdTimeCni.value} s) + about ${FACTS.convergence.value} s; health check: the next probe + ${FACTS.downProbes.value} failures within 1 s`,
  source: FACTS.holdTimeCni.source,
  check(design, { singles }) {
    const limit = parseDuration(design.maxOutage ?? "");
    if (limit === undefined) return [];
    const seconds = limit / 1000;
    const tooLong = singles
      .flatMap(({ failures: [failure], outage }) =>
        failure === undefined || outage === undefined
          ? []
          : (["toCustomer", "toCloudflare"] as const).map((direction) =>
              longestIn(failure, direction, outage[direction]),
            ),
      )
      .filter(({ range }) => compareSeconds(range.most, seconds) > 0)
      .toSorted(byLength);
    return tooLong.slice(0, 1).map((worst) => {
      const isCertain = compareSeconds(worst.range.least, seconds) > 0;
      return {
        severity: isCertain ? "error" : "unknown",
        explanation: `${explain(worst, isCertain, design.maxOutage, tooLong.length - 1)} ${adviceFor(worst)}`,
        ports: worst.failure.ports,
      };
    });
  },
};

function longestIn(
  failure: Failure,
  direction: Direction,
  { seen, silent }: { seen: OutageRange; silent: OutageRange },
): LongOutage {
  const isSilent = compareSeconds(silent.most, seen.most) > 0;
  return { failure, direction, isSilent, range: silent };
}

/** Sorts outages: the longest certain outage first, then the longest possible outage. */
function byLength(one: LongOutage, other: LongOutage): number {
  return (
    compareSeconds(other.range.least, one.range.least) ||
    compareSeconds(other.range.most, one.range.most)
  );
}

function explain(
  { failure, direction, isSilent, range }: LongOutage,
  isCertain: boolean,
  maxOutage: string | undefined,
  others: number,
): string {
  const traffic = direction === "toCustomer" ? "Traffic to the customer" : "Traffic to Cloudflare";
  const silently = isSilent ? " silently" : "";
  const more = others > 0 ? ` (also too long in ${counted(others, "other case")})` : "";
  const lost = isCertain ? "is lost" : "may be lost";
  return `${traffic} ${lost} ${outageInWords(range)} ${conditionOf(failure)}${silently}, longer than maxOutage ${maxOutage}${more}: ${range.chain.join(", ")}.`;
}

function adviceFor({ direction, range }: LongOutage): string {
  switch (range.cause) {
    case "no-health-check":
    case "unknown-health-check":
      return "Set healthCheck: { enabled: true } on the sessions.";
    case "health-check":
      return "Set assumptions.probeInterval and assumptions.probeTimeout to values that you have measured. Cloudflare publishes neither.";
    case "hidden-route":
      return "Add the prefix to a second session, or use BGP, which withdraws the route.";
    case "bgp-hold-time":
      return direction === "toCustomer"
        ? "Enable a health check on the sessions. A shorter holdTime alone cannot make the outage shorter than the convergence time."
        : "Set a shorter holdTime on your routers, or use BFD on dataplane v1.";
    case "no-tracking":
      return "Track the static route on your router and set trackedWithin, or use BGP.";
    case "tracking":
      return "Configure your router to track the static route faster, and set trackedWithin.";
    case "customer-convergence":
      return "Set assumptions.customerConvergence to a value that you have measured.";
    case "internet-backup":
      return "Add ports that do not fail together, or a backup tunnel, whose time to take over is known.";
    case "nothing-left":
      return "Add ports that do not fail together, or a backup.";
    default:
      return "Raise maxOutage.";
  }
}
