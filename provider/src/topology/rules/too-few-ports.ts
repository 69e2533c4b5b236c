import { counted } from "../../domain/text";
import { PORTS_NEEDED } from "../intent";
import { namesOf } from "../places";
import { MAINTENANCE } from "../sources";
import type { Rule } from "./rule";

export const tooFewPorts: Rule = {
  rule: "As many ports as the intent needs",
  figure: "≥ 1 `single`, ≥ 2 `device-diverse` or `site-diverse`, ≥ 4 `site-and-device-diverse`",
  source: MAINTENANCE,
  check({ intent, ports }) {
    const needed = PORTS_NEEDED[intent];
    const missing = needed - ports.length;
    if (missing <= 0) return [];
    return [
      {
        severity: "error",
        explanation: `Intent "${intent}" needs ${counted(needed, "port")} and the design has ${ports.length}: add ${counted(missing, "port")}, or choose a weaker intent.`,
        ports: namesOf(ports),
      },
    ];
  },
};
