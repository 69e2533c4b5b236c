import type { AvailableAlerts } from "./schemas/available-alerts";

function choice(Key: string, ids?: readonly string[]) {
  const AvailableValues = ids?.map((ID) => ({ ID, Description: ID })) ?? null;
  return { Key, ComparisonOperator: "==", Range: "0-n", AvailableValues };
}

/** Alert types of the network products. An alert type lists its filters if Cloudflare documents them. */
export const availableAlerts: AvailableAlerts = {
  "Cloudflare Network Interconnect": [
    {
      type: "cni_maintenance_notification",
      display_name: "CNI Connection Maintenance Alert",
      description: "Scheduled maintenance affects an interconnect of the account.",
      filter_options: [],
    },
  ],
  "Cloudflare Status": [
    {
      type: "maintenance_event_notification",
      display_name: "Maintenance Notification",
      description: "Maintenance of a data centre is scheduled, changed or cancelled.",
      filter_options: [choice("airport_code")],
    },
  ],
  "Magic Transit": [
    {
      type: "magic_tunnel_health_check_event",
      display_name: "Magic Tunnel Health Check Alert",
      description: "Too many health checks of a tunnel fail.",
      filter_options: [
        choice("tunnel_name"),
        choice("alert_trigger_preferences_value", ["99.0", "98.0", "97.0"]),
      ],
    },
  ],
  "Magic WAN": [
    {
      type: "magic_wan_tunnel_health",
      display_name: "Magic WAN Health Check Alert",
      description: "The health of a tunnel has changed.",
      filter_options: [],
    },
  ],
  "Route Leak Detection": [
    {
      type: "bgp_hijack_notification",
      display_name: "Route Leak Detection Alert",
      description: "Another network announces a prefix of the account.",
      filter_options: [],
    },
  ],
};
