import { RESILIENCY } from "../sources";
import type { Rule } from "./rule";

export const noBackup: Rule = {
  rule: "A path without interconnects is there, or a reason why not",
  figure: "≥ 1; there is no service level, and recovery can take days",
  source: RESILIENCY,
  check({ backup }) {
    if (backup !== undefined && (backup.kind !== "none" || backup.reason.trim() !== "")) return [];
    return [
      {
        severity: "error",
        explanation: `${backup === undefined ? "No backup is declared" : 'Backup "none" gives no reason'}, and Cloudflare requires a path for when every interconnect is lost: declare a tunnel or an Internet path, or give the reason why there is none.`,
      },
    ];
  },
};
