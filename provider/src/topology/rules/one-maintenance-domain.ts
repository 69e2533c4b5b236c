import { quoted } from "../../domain/text";
import { failuresOf } from "../failures";
import { MAINTENANCE } from "../sources";
import type { Rule } from "./rule";

/** Only for `single`: of the other intents, rules on devices and facilities say the same as errors. */
export const oneMaintenanceDomain: Rule = {
  rule: "No routine maintenance window takes down every one of several ports",
  figure: "windows on two devices of a facility are ≥ 16 h apart; without two, it fails as a whole",
  source: MAINTENANCE,
  check({ intent, ports }) {
    if (intent !== "single" || ports.length < 2) return [];
    return failuresOf(ports)
      .filter((failure) => failure.kind === "maintenance" && failure.ports.length === ports.length)
      .map(({ name, ports, uncertain }) => ({
        severity: uncertain ? "unknown" : "warning",
        explanation: `One maintenance window (${name}) ${uncertain ? "may take" : "takes"} down all of ${quoted(ports)}: order one of them on another device of a facility that has two, or at another facility.`,
        ports,
      }));
  },
};
