import type { Availability } from "../availability";
import type { Blocker } from "../blocker";
import type { Design } from "../design";
import type { Outcomes } from "../outcomes";

/** Finding of a rule. The registry adds the type and the documentation page. */
export type Finding = Omit<Blocker, "type" | "documentationUrl">;

/** Rule about designs. The first three properties form its row in the table of rules. */
export interface Rule {
  /** Requirement on a design, in one phrase. */
  rule: string;
  /** Limit that the rule applies. */
  figure: string;
  /** Page of Cloudflare's documentation on which the rule is based. */
  source: string;
  /** Checks a design. `outcomes` and `expected` belong to this design. */
  check(design: Design, outcomes: Outcomes, expected: Availability | undefined): Finding[];
}
