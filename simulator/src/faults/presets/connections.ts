import type { Preset } from "./preset";

/** Presets for connections that fail or are slow. */
export const connections = {
  "answer-lost": {
    description: "A POST is carried out, and the connection closes without an answer.",
    fault: { method: "POST", effect: "applied", respond: { drop: true } },
  },
  "request-lost": {
    description: "The connection closes, and the request has done nothing.",
    fault: { respond: { drop: true } },
  },
  "connection-reset": {
    description: "The connection is reset, and the request has done nothing.",
    fault: { respond: { reset: true } },
  },
  stalled: {
    description: "A request hangs for as long as its caller waits, and does nothing.",
    fault: { respond: { stall: true } },
  },
  slow: {
    description: "For ten minutes every request takes five seconds longer.",
    fault: { duration: "10m", respond: { delay: "5s" } },
  },
  truncated: {
    description: "The connection closes after half of the real answer.",
    fault: { respond: { truncate: 0.5 } },
  },
} satisfies Record<string, Preset>;
