import { type Preset, untilRemoved } from "./preset";

function envelope(code: number, message: string) {
  return { success: false, errors: [{ code, message }], messages: [], result: null };
}

const html = "<html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>\n";

/** Presets that replace the real response. */
export const refusals = {
  "rate-limited": {
    description: "Two requests get status 429 with code 971 and a Retry-After of one second.",
    fault: {
      times: 2,
      respond: {
        status: 429,
        headers: { "retry-after": "1" },
        body: envelope(971, "Too many requests, please wait"),
      },
    },
  },
  "bad-gateway-html": {
    description: "A proxy responds instead of the API: status 502 with an HTML page.",
    fault: { respond: { status: 502, headers: { "content-type": "text/html" }, body: html } },
  },
  "unavailable-empty": {
    description: "A request gets status 503 without a body.",
    fault: { respond: { status: 503 } },
  },
  "not-found-for-a-while": {
    description:
      "For 30 seconds after the next POST, reads of single ports and CNIs get status 404.",
    fault: {
      method: "GET",
      path: "^/cni/(interconnects|cnis)/",
      after: { method: "POST" },
      duration: "30s",
      respond: { status: 404, body: envelope(404, "Not found") },
    },
  },
  "unauthorized-blip": {
    description:
      "One request gets status 403 with code 10000, as happens with a newly created token.",
    fault: { respond: { status: 403, body: envelope(10000, "Authentication error") } },
  },
  "not-entitled": {
    description:
      "Every CNI request gets status 403 for a missing entitlement, until the fault is removed.",
    fault: {
      ...untilRemoved,
      path: "^/cni/",
      respond: {
        status: 403,
        body: envelope(403, "The account is not entitled to Network Interconnect"),
      },
    },
  },
} satisfies Record<string, Preset>;
