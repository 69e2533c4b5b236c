/** The engine's side of a dynamic provider: what it hands over, keeps and gives back. */
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { createProviders, type ResourceType } from "../lifecycle/providers";
import type { Props } from "../run/property-values";
import { Run } from "../run/run";
import { ImpatientClock } from "./fake-clock";

/** What the engine keeps of a resource. */
export interface State {
  id: string;
  inputs: Props;
  /** As the provider returned them, secrets marked. */
  outputs: Props;
}

/** The text that the engine finds the provider by; it has to survive every operation. */
export const PROVIDER_TEXT = "exports.handler=()=>{}";

/** A plugin process with one resource type, configured as the engine does it. */
export async function startPlugin(
  type: ResourceType,
  configuration: Record<string, string>,
  run = new Run(),
) {
  const plugin = createProviders(run)[type];
  const get = (key: string) => configuration[key];
  const config = { get, require: (key: string) => get(key) ?? "" };
  await call(plugin.configure, { config });

  async function check(declared: Props, olds: Props = {}) {
    const checked = await call(plugin.check, plain(olds), {
      __provider: PROVIDER_TEXT,
      ...plain(declared),
    });
    return { inputs: whole(checked.inputs ?? {}), failures: checked.failures ?? [] };
  }

  /** The inputs of a declaration that has no faults. */
  async function inputsOf(declared: Props): Promise<Props> {
    const { inputs, failures } = await check(declared);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  return {
    check,
    /** The faults that preview tells of. */
    async problems(declared: Props): Promise<string[]> {
      return (await check(declared)).failures.map(({ reason }) => reason);
    },
    async diff(state: State, declared: Props) {
      const { inputs } = await check(declared);
      return await call(plugin.diff, state.id, plain(state.outputs), inputs);
    },
    async create(declared: Props): Promise<State> {
      const inputs = await inputsOf(declared);
      const { id, outs } = await call(plugin.create, inputs);
      return { id, inputs, outputs: whole(outs ?? {}) };
    },
    async update(state: State, declared: Props): Promise<State> {
      const inputs = await inputsOf(declared);
      const { outs } = await call(plugin.update, state.id, plain(state.outputs), inputs);
      return { id: state.id, inputs, outputs: whole(outs ?? {}) };
    },
    /** The refreshed state, or undefined where the engine would drop the resource. */
    async refresh(state: State): Promise<State | undefined> {
      const { id, props, inputs } = await call(plugin.read, state.id, plain(state.outputs));
      if (id === undefined || id === "" || props === undefined) return undefined;
      // The SDK adds the text to inputs too.
      const refreshed = { ...inputs, __provider: state.outputs.__provider ?? PROVIDER_TEXT };
      return { id, inputs: whole(refreshed), outputs: whole(props) };
    },
    async delete(state: State): Promise<void> {
      await call(plugin.delete, state.id, plain(state.outputs));
    },
  };
}
export type Plugin = Awaited<ReturnType<typeof startPlugin>>;

/** A plugin whose API refuses every connection, for what preview decides alone. */
export function startOfflinePlugin(type: ResourceType): Promise<Plugin> {
  const configuration = {
    "cloudflare:apiToken": "token",
    "cloudflare:accountId": "0123456789abcdef0123456789abcdef",
    "cloudflare:baseUrl": "http://127.0.0.1:1",
  };
  return startPlugin(type, configuration, new Run({ clock: new ImpatientClock() }));
}

/** A failure that the engine takes for "exists, but is not ready": it keeps the properties. */
export interface Unfinished {
  id: string;
  properties: Props;
  reasons: string[];
}

/** How an operation fails that leaves the object in state. */
export async function unfinished(operation: Promise<unknown>): Promise<State & Unfinished> {
  const error = await rejection(operation);
  if (!isUnfinished(error)) throw error;
  return { ...error, inputs: {}, outputs: whole(error.properties) };
}

/** What an operation rejects with. */
export async function rejection(operation: Promise<unknown>): Promise<Error> {
  try {
    await operation;
  } catch (error) {
    return error instanceof Error ? error : new Error(`no error was thrown but ${error}`);
  }
  throw new Error("the operation succeeded");
}

function isUnfinished(error: object): error is Unfinished {
  return "id" in error && "properties" in error && "reasons" in error;
}

/** A result as it goes over the wire: an `undefined` in it would hang the CLI or lose the object. */
function whole(result: Props): Props {
  refuseUndefined(result, "result");
  return result;
}

function refuseUndefined(value: unknown, path: string): void {
  if (value === undefined) throw new Error(`${path} is undefined`);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) refuseUndefined(inner, `${path}.${key}`);
}

/** Properties as a dynamic provider gets them: secrets in plain text. */
export function plain(props: Props): Props {
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, bare(value)]));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const isSecret = specialSigKey in value && value[specialSigKey] === specialSecretSig;
  return isSecret && "value" in value
    ? bare(value.value)
    : plain(Object.fromEntries(Object.entries(value)));
}

async function call<Args extends unknown[], Result>(
  method: ((...args: Args) => Promise<Result>) | undefined,
  ...args: Args
): Promise<Result> {
  if (method === undefined) throw new Error("the provider has no such method");
  return method(...args);
}
