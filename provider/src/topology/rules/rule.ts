import type { Blocker } from "../blocker";
import type { Design } from "../design";
import type { Outcomes } from "../outcomes";

/** Finding of a rule. The registry adds its type and documentation page. */
export type Finding = Omit<Blocker, "type" | "documentationUrl">;

/** Rule on designs. Its first three fields are its row in the table of rules. */
export interface Rule {
  /** What a design must satisfy, in one phrase. */
  rule: string;
  /** Limit that decides. */
  figure: string;
  /** Page of Cloudflare's documentation. */
  source: string;
  /** Checks a design. The outcomes are those of the same design, which several rules need. */
  check(design: Design, outcomes: Outcomes): Finding[];
}
