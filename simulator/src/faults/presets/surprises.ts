import { type Preset, untilCalledOff } from "./preset";

// Paths of fields in the response for one object and in the response for a list.
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
    description: "The real answer looks complete, and its JSON ends in the middle.",
    fault: { respond: { garble: true } },
  },
  "missing-fields": {
    description: "Answers lack their optional fields until it is called off.",
    fault: { ...untilCalledOff, respond: { edit: { remove: anywhere(optional) } } },
  },
  "null-fields": {
    description: "The optional fields in answers are null until it is called off.",
    fault: { ...untilCalledOff, respond: { edit: { replace: everywhere(optional, null) } } },
  },
  "extra-fields": {
    description: "Answers have a field that nobody documented until it is called off.",
    fault: {
      ...untilCalledOff,
      respond: { edit: { set: everywhere(["undocumented"], { since: "today" }) } },
    },
  },
  "unknown-state": {
    description: "The next three looks at a port's status find a state that nobody documented.",
    fault: {
      method: "GET",
      path: "^/cni/interconnects/[^/]+/status$",
      times: 3,
      respond: { edit: { set: { state: "Provisioning" } } },
    },
  },
  "slot-taken-in-between": {
    description: "Another customer takes the slot that the next order names, a moment before.",
    fault: { respond: { occupySlot: true } },
  },
} satisfies Record<string, Preset>;
