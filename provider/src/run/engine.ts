/**
 * Connects the plugin process of the dynamic resources to the engine. Nothing may depend on a feature of this
 * connection. If the connection cannot be installed, the engine's default behaviour applies.
 */
import { connect } from "node:net";
import { listenForUrns } from "./current-urn";
import { createLog, type Log } from "./log";
import type { Props } from "./property-values";

export interface Engine {
  /** Address that all plugin processes of a run share; `undefined` outside a plugin process. */
  readonly address: string | undefined;
  /** Aborts when the engine asks the plugin to stop, after the first Ctrl-C or after another step has failed. */
  readonly cancelled: AbortSignal;
  /**
   * Whether the engine can still receive a result. A plugin process runs a little longer than an engine that was
   * killed.
   */
  listens(): Promise<boolean>;
  /** Current URN of a resource, or the URN in its state if the current one is unknown. */
  currentUrn(props: Props): string | undefined;
  log: Log;
}

/** Engine of programs, the command and unit tests, which have no real engine. */
export const NO_ENGINE: Engine = {
  address: undefined,
  cancelled: new AbortController().signal,
  listens: async () => true,
  currentUrn: storedUrn,
  log: () => {},
};

const WATCHDOG_INTERVAL = 15_000;

/** Connects this process to the engine if the engine started it as a plugin. */
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

/** Connects the process of this package's own plugin, which answers the engine's calls itself. */
export function connectPlugin(address: string | undefined): { engine: Engine; cancel(): void } {
  const cancellation = new AbortController();
  const { signal } = cancellation;
  const engine =
    address === undefined ? { ...NO_ENGINE, cancelled: signal } : engineAt(address, signal);
  return { engine, cancel: () => cancellation.abort() };
}

/** Connects to the engine at this address. This process ends when the engine does. */
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

/** Reads the URN of the last create or update. It is outdated if an alias has renamed the resource since. */
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
 * acknowledges the call, so without this listener a wait would continue until its timeout.
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
 * Ends this process when its engine no longer exists, because a killed engine leaves its plugins running. Two refused
 * connections in a row are required, so that a busy machine does not end a process during an order.
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
