import { type Preset, untilRemoved } from "./preset";

// Returns the paths of the fields both in a response with one object and in a response with a list.
function anywhere(fields: readonly string[]): string[] {
  return fields.flatMap((field) => [field, `items.*.${field}`]);
}

function everywhere(fields: readonly string[], value: unknown): Record<string, unknown> {
  return Object.fromEntries(anywhere(fields).map((path) => [path, value]));
}

const optional = [
  "owner",
  "ccr_device_name",
  "virtual_port_reservation_id",
  "bgp_mode",
  "bgp.md5_key",
  "reason",
];

/** Presets that change the real response or the slots. */
export const surprises = {
  "wrong-json": {
    description: "The real response looks complete, but its JSON ends in the middle.",
    fault: { respond: { garble: true } },
  },
  "missing-fields": {
    description: "Responses lack their optional fields, until the fault is removed.",
    fault: { ...untilRemoved, respond: { edit: { remove: anywhere(optional) } } },
  },
  "null-fields": {
    description: "Optional fields in responses are null, until the fault is removed.",
    fault: { ...untilRemoved, respond: { edit: { replace: everywhere(optional, null) } } },
  },
  "extra-fields": {
    description: "Responses have an undocumented field, until the fault is removed.",
    fault: {
      ...untilRemoved,
      respond: { edit: { set: everywhere(["undocumented"], { since: "today" }) } },
    },
  },
  "unknown-state": {
    description: "The next three reads of a port's status return an undocumented state.",
    fault: {
      method: "GET",
      path: "^/cni/interconnects/[^/]+/status$",
      times: 3,
      respond: { edit: { set: { state: "Provisioning" } } },
    },
  },
  "slot-taken-in-between": {
    description:
      "Another customer occupies the slot of the next order just before the order is carried out.",
    fault: { respond: { occupySlot: true } },
  },
} satisfies Record<string, Preset>;
