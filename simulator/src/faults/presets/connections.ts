import type { Preset } from "./preset";

/** Presets for connections that fail or are slow. */
export const connections = {
  "answer-lost": {
    description: "The simulator carries out a POST and closes the connection without a response.",
    fault: { method: "POST", effect: "applied", respond: { drop: true } },
  },
  "request-lost": {
    description: "The connection closes before the request has any effect.",
    fault: { respond: { drop: true } },
  },
  "connection-reset": {
    description: "The connection is reset before the request has any effect.",
    fault: { respond: { reset: true } },
  },
  stalled: {
    description: "A request hangs for as long as the caller waits, without any effect.",
    fault: { respond: { stall: true } },
  },
  slow: {
    description: "For ten minutes, every request takes five seconds longer.",
    fault: { duration: "10m", respond: { delay: "5s" } },
  },
  truncated: {
    description: "The connection closes after half of the real response.",
    fault: { respond: { truncate: 0.5 } },
  },
} satisfies Record<string, Preset>;
