/**
 * Connects the dynamic resources' plugin process to the engine. Nothing may rely on a feature of this connection: if
 * it cannot be installed, the engine's default behaviour applies.
 */
import { connect } from "node:net";
import { listenForUrns } from "./current-urn";
import { createLog, type Log } from "./log";
import type { Props } from "./property-values";

export interface Engine {
  /** Address that all plugin processes of a run share; `undefined` outside a plugin process. */
  readonly address: string | undefined;
  /** Aborts when the engine asks the plugin to stop, after the first Ctrl-C or the failure of another step. */
  readonly cancelled: AbortSignal;
  /** Whether the engine can still receive a result. A plugin outlives a killed engine for a while. */
  listens(): Promise<boolean>;
  /** Current URN of a resource, or the URN in its state if the current one is unknown. */
  currentUrn(props: Props): string | undefined;
  log: Log;
}

/** Stand-in for programs, the command and unit tests, which have no engine. */
export const NO_ENGINE: Engine = {
  address: undefined,
  cancelled: new AbortController().signal,
  listens: async () => true,
  currentUrn: storedUrn,
  log: () => {},
};

const WATCHDOG_INTERVAL = 15_000;

/** Connects this process to the engine that started it as a plugin, if one did. */
export function connectEngine(): Engine {
  const [, script = "", address] = process.argv;
  if (address === undefined || !/dynamic-provider[\\/]index\.js$/.test(script)) return NO_ENGINE;
  const cancellation = new AbortController();
  tryInstall(() => listenForCancel(cancellation));
  const received = tryInstall(() => listenForUrns(script));
  return {
    ...engineAt(address, cancellation.signal),
    currentUrn: (props) => received?.(props) ?? storedUrn(props),
  };
}

/** Connects the process of our own plugin, which answers the engine's calls itself. */
export function connectPlugin(address: string | undefined): { engine: Engine; cancel(): void } {
  const cancellation = new AbortController();
  const { signal } = cancellation;
  const engine =
    address === undefined ? { ...NO_ENGINE, cancelled: signal } : engineAt(address, signal);
  return { engine, cancel: () => cancellation.abort() };
}

/** Engine at this address, with which the process ends. */
function engineAt(address: string, cancelled: AbortSignal): Engine {
  tryInstall(() => exitWithEngine(address));
  return {
    address,
    cancelled,
    listens: async () => !(await refusesConnections(address)),
    currentUrn: storedUrn,
    log: createLog(address),
  };
}

/** URN of the last create or update, which is outdated after an alias renamed the resource. */
function storedUrn({ __urn }: Props): string | undefined {
  return typeof __urn === "string" ? __urn : undefined;
}

function tryInstall<T>(install: () => T): T | undefined {
  try {
    return install();
  } catch {
    return undefined;
  }
}

/**
 * Aborts on the engine's Cancel call, which a second listener on the plugin's gRPC server observes. The SDK only
 * acknowledges the call, so a wait would continue until its timeout.
 */
function listenForCancel(cancellation: AbortController): void {
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
 * Ends this process when its engine is gone, because a killed engine leaves its plugins running. Requires two refused
 * connections in a row, so that a busy machine does not end a process during an order.
 */
function exitWithEngine(address: string): void {
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
