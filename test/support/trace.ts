/**
 * Formats what a run did as a trace, a text that is the same in every run. A trace contains each write with its body, the
 * state and the messages.
 *
 * A trace omits reads and polls, and combines identical repeated PUTs or DELETEs into one line. Objects are sorted, and
 * the requests for an object keep their order. Placeholders replace ids, claims, ciphertexts, assigned addresses, times,
 * durations and rays. The placeholder of an id contains the number of the id in the trace.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import type { Simulator } from "cloudflare-cni-simulator";
import type { StackState, StateResource } from "cloudflare-cni-tools";

/**
 * Whether to compare traces with the recorded ones. Only CHECK_TRACES enables the comparison, because on a busy machine a
 * fault may hit another one of several parallel requests, which would make the gate flaky.
 */
export const comparesTraces = process.env.CHECK_TRACES !== undefined;

export interface Write {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/**
 * Records the writes that a simulator in this process receives. The simulator's own log does not contain bodies, because
 * they contain secrets.
 */
export class WriteRecorder {
  readonly #port: number;
  #seen: { method: string; path: string; chunks: Buffer[] }[] = [];

  constructor({ baseUrl }: Simulator) {
    this.#port = Number(new URL(baseUrl).port);
    subscribe("http.server.request.start", this.#record);
  }

  /** Returns the writes since the previous call. */
  take(): Write[] {
    const taken = this.#seen.map(({ method, path, chunks }) => ({
      method,
      path,
      body: Buffer.concat(chunks).toString(),
    }));
    this.#seen = [];
    return taken;
  }

  close(): void {
    unsubscribe("http.server.request.start", this.#record);
  }

  readonly #record = (message: unknown): void => {
    if (message === null || typeof message !== "object" || !("request" in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage) || request.socket.localPort !== this.#port) return;
    const { method = "GET", url = "" } = request;
    const [, path] = url.split("/accounts/");
    if (method === "GET" || path === undefined) return;
    const chunks: Buffer[] = [];
    this.#seen.push({ method, path: path.split("?")[0] ?? "", chunks });
    // A data listener would start the stream before the server reads it, so this wraps `push`.
    const push = request.push.bind(request);
    request.push = (chunk, encoding) => {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      return push(chunk, encoding);
    };
  };
}

/** Formats the writes, one per line. */
export function tracedWrites(writes: readonly Write[]): string {
  const objects = new Map<string, string[]>();
  for (const { method, path, body } of writes) {
    const line = `${method} ${path}${body === "" ? "" : ` ${sortedJson(JSON.parse(body))}`}`;
    // Several orders can arrive in any order, so each one counts as an object of its own.
    const key = method === "POST" ? line : path;
    const lines = objects.get(key) ?? [];
    if (method === "POST" || lines.at(-1) !== line) lines.push(line);
    objects.set(key, lines);
  }
  return sortedBlindly([...objects.values()].map((lines) => lines.join("\n")));
}

/** Formats the resources of a state, one per line. */
export function tracedState(
  { resources, pending_operations = [] }: StackState,
  isWanted: (resource: StateResource) => boolean = () => true,
): string {
  const shown = resources
    .filter(({ type, ...resource }) => !/^pulumi:/.test(type) && isWanted({ type, ...resource }))
    .map((resource) => {
      const { urn, id, protect, inputs = {}, outputs = {}, initErrors } = resource;
      const dependencies = resource.dependencies?.toSorted();
      const { __provider, ...values } = outputs;
      // Most inputs are the same as the outputs, so only the others are listed.
      const others = Object.entries(inputs).filter(
        ([key, value]) => sortedJson(value) !== sortedJson(outputs[key]),
      );
      const rest = { protect, inputs: Object.fromEntries(others), dependencies, initErrors };
      return `${urn} ${id} ${sortedJson(values)} ${sortedJson(rest)}`;
    });
  const pending = pending_operations.map(({ resource, type }) => `pending ${type} ${resource.urn}`);
  return [...shown.sort(), ...pending.sort()].join("\n");
}

/** Formats the messages of a command about each resource, one per line. */
export function tracedMessages(
  output: string,
  isWanted: (head: string) => boolean = () => true,
): string {
  const start = output.lastIndexOf("Diagnostics:");
  if (start < 0) return "";
  const sections = output
    .slice(start)
    .split(/^ {2}(?=\S)/m)
    .slice(1);
  return sections
    .filter((section) => /\):(\n|$)/.test(section) && isWanted(section.split("\n")[0] ?? ""))
    .map((section) => {
      const [head = "", ...lines] = (section.split(/\n(?=\S)/)[0] ?? "").trim().split("\n");
      const said = lines.map((line) => line.trim()).filter((line) => line !== "");
      return `${[head, ...[...new Set(said)].sort()].join("\n  ")}\n`;
    })
    .sort()
    .join("");
}

/** Effects of one step of a run. */
export interface Traced {
  /** Name of the step, if the title does not contain it. */
  readonly round?: string;
  readonly writes: readonly Write[];
  readonly state: StackState;
  readonly output?: string;
}

/** Compares a step with its recorded trace, if {@link comparesTraces} is set. */
export function expectTrace(title: string, { round = "", writes, state, output = "" }: Traced) {
  if (!comparesTraces) return;
  const parts = { round, writes: tracedWrites(writes), state: tracedState(state) };
  expect(trace({ ...parts, messages: tracedMessages(output) })).toMatchSnapshot(title);
}

/** Joins named parts to a trace. Replaces all text that differs between runs. */
export function trace(parts: Readonly<Record<string, string>>): string {
  const text = Object.entries(parts)
    .filter(([, part]) => part !== "")
    .map(([name, part]) => `${name}:\n${part.trimEnd().replaceAll(/^/gm, "  ")}`)
    .join("\n");
  return replaceIds(text);
}

const PASSING: readonly [RegExp, string][] = [
  [/\b\d{15}-[0-9a-f]{8}\b/g, "<claim>"],
  [/"ciphertext":"[^"]*"/g, '"ciphertext":"<secret>"'],
  [/\b[0-9a-f]{16}-SIM\b/g, "<ray>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<time>"],
  [/\b(\d+(\.\d+)?(ms|m|s|h) ?)+(?=\W)/g, "<duration>"],
  [/\b(127\.0\.0\.1|localhost):\d+/g, "<simulator>"],
];
const IDS: readonly [RegExp, string][] = [
  [/\b[0-9a-f]{32}\b/g, "account"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b(?!\/)/g, "id"],
  [/\bcni-[a-z]+-[a-z]-\d+\b|\bcni-[\w-]*\d{6}\b/g, "cni"],
  [/\b169\.254\.\d+\.\d+\b/g, "address"],
];

function replaceIds(text: string): string {
  const passed = PASSING.reduce((rest, [pattern, name]) => rest.replaceAll(pattern, name), text);
  return IDS.reduce((rest, [pattern, name]) => {
    const numbers = new Map<string, number>();
    return rest.replaceAll(pattern, (id) => {
      numbers.set(id, numbers.get(id) ?? numbers.size + 1);
      return `<${name} ${numbers.get(id)}>`;
    });
  }, passed);
}

/** Sorts blocks by their text without IDs. */
function sortedBlindly(blocks: readonly string[]): string {
  const blank = (block: string) =>
    [...PASSING, ...IDS].reduce((rest, [pattern]) => rest.replaceAll(pattern, ""), block);
  return [...blocks]
    .map((block) => ({ block, key: blank(block) }))
    .sort((one, other) => one.key.localeCompare(other.key))
    .map(({ block }) => block)
    .join("\n");
}

function sortedJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      part !== null && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
