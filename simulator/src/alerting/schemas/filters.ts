import { z } from "@hono/zod-openapi";

const names = [
  "actions",
  "affected_asns",
  "affected_components",
  "affected_locations",
  "airport_code",
  "alert_trigger_preferences",
  "alert_trigger_preferences_value",
  "enabled",
  "environment",
  "event",
  "event_source",
  "event_type",
  "group_by",
  "health_check_id",
  "input_id",
  "insight_class",
  "limit",
  "logo_tag",
  "megabits_per_second",
  "new_health",
  "new_status",
  "packets_per_second",
  "pool_id",
  "pop_names",
  "product",
  "project_id",
  "protocol",
  "query_tag",
  "requests_per_second",
  "selectors",
  "services",
  "slo",
  "status",
  "target_hostname",
  "target_ip",
  "target_zone_name",
  "token_id",
  "tunnel_id",
  "tunnel_name",
  "type",
  "where",
  "zones",
];

const impacts = [
  "INCIDENT_IMPACT_NONE",
  "INCIDENT_IMPACT_MINOR",
  "INCIDENT_IMPACT_MAJOR",
  "INCIDENT_IMPACT_CRITICAL",
];

type List = z.ZodType<string[]>;

const lists: Record<string, List> = {
  ...Object.fromEntries(names.map((name) => [name, z.array(z.string())])),
  incident_impact: z.array(z.enum(impacts)),
  traffic_exclusions: z.array(z.enum(["security_events"])),
};

function each<Field>(field: (list: List) => Field): Record<string, Field> {
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, field(list)]));
}

/** Documented filters. The schema refuses other names, because a misspelled filter would match every event. */
export const Filters = z
  .strictObject(each((list) => list.optional()))
  .openapi("NotificationFilters");

// Terraform's provider sends null for a field that was removed from the program.
export const FiltersRequest = z
  .strictObject(each((list) => list.nullish()))
  .openapi("NotificationFiltersRequest");
