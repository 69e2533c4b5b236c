import type { Blocker } from "../blocker";
import type { Design } from "../design";

/** What a rule finds; the registry adds its type and page. */
export type Finding = Omit<Blocker, "type" | "documentationUrl">;

/** One rule; its first three fields are its row in the table of rules. */
export interface Rule {
  /** What is asked, in a few words. */
  rule: string;
  /** The number that it hangs on. */
  figure: string;
  /** Cloudflare's page. */
  source: string;
  check(design: Design): Finding[];
}
