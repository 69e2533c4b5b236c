/**
 * The process that the engine starts for dynamic resources. Each facility here degrades to the
 * engine's default where it cannot be installed: it is a courtesy, nothing relies on it.
 */
import { connect } from "node:net";

/** The engine's address, or undefined outside a plugin process (unit tests, programs). */
export const engineAddress = /dynamic-provider[\\/]index\.js$/.test(process.argv[1] ?? "")
  ? process.argv[2]
  : undefined;

const WATCHDOG_INTERVAL = 15_000;
const cancellation = new AbortController();

/** Aborted when the engine asks the plugin to stop (the first Ctrl-C, or another step's failure). */
export const cancelled: AbortSignal = cancellation.signal;

/**
 * The SDK answers the engine's Cancel call and does nothing else, so a wait would go on for its
 * whole timeout. A second listener on the plugin's gRPC server sees the call.
 */
function listenForCancel(): void {
  if (!("_getActiveHandles" in process) || typeof process._getActiveHandles !== "function") return;
  const handles: unknown[] = process._getActiveHandles();
  for (const handle of handles) {
    if (!isStreamServer(handle)) continue;
    handle.on("stream", (_stream, headers) => {
      if (String(headers[":path"]).endsWith("/Cancel")) cancellation.abort();
    });
  }
}

interface StreamServer {
  listenerCount(event: string): number;
  on(event: "stream", listener: (stream: unknown, headers: Record<string, unknown>) => void): void;
}

function isStreamServer(handle: unknown): handle is StreamServer {
  return (
    typeof handle === "object" &&
    handle !== null &&
    "on" in handle &&
    "listenerCount" in handle &&
    typeof handle.listenerCount === "function" &&
    handle.listenerCount("stream") > 0
  );
}

/**
 * A killed engine leaves its plugins running for ever; this one notices and ends. Only a refused
 * connection, twice in a row, is proof: a busy machine must not end a process that is ordering.
 */
function endWithEngine(address: string): void {
  let refusals = 0;
  setInterval(async () => {
    refusals = (await refusesConnections(address)) ? refusals + 1 : 0;
    if (refusals > 1) process.exit(1);
  }, WATCHDOG_INTERVAL).unref();
}

function refusesConnections(address: string): Promise<boolean> {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  return new Promise((resolve) => {
    const socket = connect(Number(port), host?.replace(/^\[|\]$/g, ""));
    socket.on("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.on("error", (error) => resolve("code" in error && error.code === "ECONNREFUSED"));
  });
}

/** Whether the engine can be given a result: a plugin lives on for a while after its engine was killed. */
export async function engineListens(): Promise<boolean> {
  return engineAddress === undefined || !(await refusesConnections(engineAddress));
}

if (engineAddress !== undefined) {
  try {
    listenForCancel();
    endWithEngine(engineAddress);
  } catch {
    // Then Ctrl-C waits for the running operation, as it does for any dynamic provider.
  }
}
