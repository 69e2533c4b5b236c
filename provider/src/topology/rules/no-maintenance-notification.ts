import { ALERTS } from "../sources";
import type { Rule } from "./rule";

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
