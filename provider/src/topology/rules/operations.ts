/** Rules on what surrounds the ports: the backup, notifications, and how a port is connected. */
import { ALERTS, GET_STARTED, RESILIENCY } from "../sources";
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

export const noMaintenanceNotification: Rule = {
  rule: "Somebody is told of maintenance",
  figure:
    "≥ 2 business days before, on v2 at facilities with two devices; windows of 6 h on average",
  source: ALERTS,
  check({ maintenanceNotification: isTold }) {
    if (isTold) return [];
    return [
      {
        severity: isTold === false ? "warning" : "unknown",
        explanation: `Nobody ${isTold === false ? "is" : "may be"} told of maintenance: add a notification policy of the type cni_maintenance_notification, and set maintenanceNotification.`,
      },
    ];
  },
};

export const awsHosted: Rule = {
  rule: "AWS Direct Connect is a dedicated connection",
  figure: "0 hosted connections",
  source: GET_STARTED,
  check({ ports }) {
    return ports
      .filter(({ kind }) => kind === "aws_hosted")
      .map(({ name }) => ({
        severity: "error",
        explanation: `Port "${name}" is a hosted AWS connection, which Cloudflare does not support: order a dedicated Direct Connect (1 or 10 Gbps).`,
        ports: [name],
      }));
  },
};
