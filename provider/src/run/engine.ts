/**
 * The engine, as its plugin process for dynamic resources sees it. Each facility here degrades to the engine's default
 * if it cannot be installed: it is a courtesy, nothing relies on it.
 */
import { connect } from "node:net";
import { listenForUrns } from "./current-urn";
import { createLog, type Log } from "./log";
import type { Props } from "./property-values";

export interface Engine {
  /** The same for every plugin process of a run; `undefined` outside a plugin process. */
  readonly address: string | undefined;
  /** Aborted when the engine asks the plugin to stop: the first Ctrl-C, or another step's failure. */
  readonly cancelled: AbortSignal;
  /** Whether the engine can be given a result: a plugin lives on for a while after its engine was killed. */
  listens(): Promise<boolean>;
  /** The URN that the engine has for a resource now; by default, the one in its state. */
  currentUrn(props: Props): string | undefined;
  log: Log;
}

/** No engine: programs, the command, unit tests. */
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
  tryInstall(() => exitWithEngine(address));
  const received = tryInstall(() => listenForUrns(script));
  return {
    address,
    cancelled: cancellation.signal,
    listens: async () => !(await refusesConnections(address)),
    currentUrn: (props) => received?.(props) ?? storedUrn(props),
    log: createLog(address),
  };
}

/** That of the last create or update, so it is wrong after an alias renamed the resource. */
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
 * The SDK answers the engine's Cancel call and does nothing else, so a wait would go on for its
 * whole timeout. A second listener on the plugin's gRPC server sees the call.
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
 * A killed engine leaves its plugins running for ever; this one notices and ends. Only a refused
 * connection, twice in a row, is proof: a busy machine must not end a process that is ordering.
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
