import { type Preset, untilCalledOff } from "./preset";

function envelope(code: number, message: string) {
  return { success: false, errors: [{ code, message }], messages: [], result: null };
}

const html = "<html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>\n";

/** Presets that replace the real response. */
export const refusals = {
  "rate-limited": {
    description: "Two requests are told to wait for a second (429, code 971, Retry-After).",
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
    description: "A proxy answers in place of the API: 502 with a page of HTML.",
    fault: { respond: { status: 502, headers: { "content-type": "text/html" }, body: html } },
  },
  "unavailable-empty": {
    description: "503 without a body.",
    fault: { respond: { status: 503 } },
  },
  "not-found-for-a-while": {
    description: "For 30 s after the next POST, ports and CNIs that are asked for are not found.",
    fault: {
      method: "GET",
      path: "^/cni/(interconnects|cnis)/",
      after: { method: "POST" },
      duration: "30s",
      respond: { status: 404, body: envelope(404, "Not found") },
    },
  },
  "unauthorized-blip": {
    description: "One request is refused (403, code 10000), as a token that is very new.",
    fault: { respond: { status: 403, body: envelope(10000, "Authentication error") } },
  },
  "not-entitled": {
    description:
      "Every CNI request is refused (403), for want of the product, until it is called off.",
    fault: {
      ...untilCalledOff,
      path: "^/cni/",
      respond: {
        status: 403,
        body: envelope(403, "The account is not entitled to Network Interconnect"),
      },
    },
  },
} satisfies Record<string, Preset>;
