/** Rules about the backup, notifications and connection types. */

import { PAGES } from "../../domain/facts";
import type { Rule } from "./rule";

export const noBackup: Rule = {
  rule: "The design has a path without interconnects, or a reason for having none",
  figure: "≥ 1; there is no SLA, and recovery can take days",
  source: PAGES.getStarted,
  check({ backup }) {
    if (backup !== undefined && (backup.kind !== "none" || backup.reason.trim() !== "")) return [];
    return [
      {
        severity: "error",
        explanation:
          backup === undefined
            ? "No backup is declared, but Cloudflare requires a path that still works if all interconnects fail. Declare a tunnel or an Internet path, or state the reason for having none."
            : 'Backup "none" has no reason, but Cloudflare requires a path that still works if all interconnects fail. Declare a tunnel or an Internet path, or state the reason for having none.',
      },
    ];
  },
};

export const awsHosted: Rule = {
  rule: "AWS Direct Connect uses a dedicated connection",
  figure: "0 hosted connections",
  source: PAGES.getStarted,
  check({ ports }) {
    return ports
      .filter(({ kind }) => kind === "aws_hosted")
      .map(({ name }) => ({
        severity: "error",
        explanation: `Port "${name}" is a hosted AWS connection, which Cloudflare does not support. Order a dedicated Direct Connect (1 or 10 Gbps).`,
        ports: [name],
      }));
  },
};
