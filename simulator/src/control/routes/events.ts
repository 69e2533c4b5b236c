import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { AppEnv } from "../../http/env";
import type { Controls } from "../controls";

// Changes within the minimum interval are combined into one event. An idle stream sends keep-alive events.
const atMostEvery = 200;
const alive = 15_000;

/** Endpoint that streams a server-sent event for each change. */
export function eventRoutes({ changes }: Controls) {
  return new Hono<AppEnv>().get("/events", (c) =>
    streamSSE(c, async (stream) => {
      let wake: (() => void) | undefined;
      let changed = true;
      const stop = changes.listen(() => {
        changed = true;
        wake?.();
      });
      stream.onAbort(() => {
        stop();
        wake?.();
      });
      while (!stream.aborted) {
        await stream.writeSSE({ event: changed ? "change" : "alive", data: "" });
        changed = false;
        await stream.sleep(atMostEvery);
        if (!changed && !stream.aborted) {
          await new Promise<void>((resolve) => {
            wake = resolve;
            setTimeout(resolve, alive).unref();
          });
        }
      }
    }),
  );
}
