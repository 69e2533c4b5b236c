/** Stand-in for the Pulumi engine: calls a dynamic provider as the engine does and keeps its state. */
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { createProviders, type ResourceType } from "../lifecycle/providers";
import type { Props } from "../run/property-values";
import { Run } from "../run/run";
import { ImpatientClock } from "./fake-clock";

/** State that the engine keeps for a resource. */
export interface State {
  id: string;
  inputs: Props;
  /** As returned by the provider, with secrets marked. */
  outputs: Props;
}

/** Text by which the engine finds the provider. Every operation must preserve it. */
export const PROVIDER_TEXT = "exports.handler=()=>{}";

/** Creates the provider of one resource type, configured as the engine configures it. */
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
    return { inputs: checkSerializable(checked.inputs ?? {}), failures: checked.failures ?? [] };
  }

  /** Returns the checked inputs of a declaration. Fails if it has problems. */
  async function inputsOf(declared: Props): Promise<Props> {
    const { inputs, failures } = await check(declared);
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("\n"));
    return inputs;
  }

  return {
    check,
    /** Problems that a preview of this declaration reports. */
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
      return { id, inputs, outputs: checkSerializable(outs ?? {}) };
    },
    async update(state: State, declared: Props): Promise<State> {
      const inputs = await inputsOf(declared);
      const { outs } = await call(plugin.update, state.id, plain(state.outputs), inputs);
      return { id: state.id, inputs, outputs: checkSerializable(outs ?? {}) };
    },
    /** Returns the refreshed state, or `undefined` if the engine would drop the resource. */
    async refresh(state: State): Promise<State | undefined> {
      const { id, props, inputs } = await call(plugin.read, state.id, plain(state.outputs));
      if (id === undefined || id === "" || props === undefined) return undefined;
      // The SDK adds `__provider` to the inputs too.
      const refreshed = { ...inputs, __provider: state.outputs.__provider ?? PROVIDER_TEXT };
      return { id, inputs: checkSerializable(refreshed), outputs: checkSerializable(props) };
    },
    async delete(state: State): Promise<void> {
      await call(plugin.delete, state.id, plain(state.outputs));
    },
  };
}
export type Plugin = Awaited<ReturnType<typeof startPlugin>>;

/** Creates a provider whose API refuses every connection, to test what preview decides without the API. */
export function startOfflinePlugin(type: ResourceType): Promise<Plugin> {
  const configuration = {
    "cloudflare:apiToken": "token",
    "cloudflare:accountId": "0123456789abcdef0123456789abcdef",
    "cloudflare:baseUrl": "http://127.0.0.1:1",
  };
  return startPlugin(type, configuration, new Run({ clock: new ImpatientClock() }));
}

/** Error that tells the engine to keep the properties, because the object exists but is not ready. */
export interface Unfinished {
  id: string;
  properties: Props;
  reasons: string[];
}

/** State that the engine keeps after an operation fails but leaves its object in state. */
export async function unfinished(operation: Promise<unknown>): Promise<State & Unfinished> {
  const error = await rejection(operation);
  if (!isUnfinished(error)) throw error;
  return { ...error, inputs: {}, outputs: checkSerializable(error.properties) };
}

/** Error that an operation rejects with. Throws if the operation succeeds. */
export async function rejection(operation: Promise<unknown>): Promise<Error> {
  try {
    await operation;
  } catch (error) {
    return error instanceof Error
      ? error
      : new Error(`the operation threw ${error}, which is not an Error`);
  }
  throw new Error("the operation succeeded");
}

function isUnfinished(error: object): error is Unfinished {
  return "id" in error && "properties" in error && "reasons" in error;
}

/** Returns the result if it has no `undefined` in it, which would hang the CLI or lose the object. */
function checkSerializable(result: Props): Props {
  refuseUndefined(result, "result");
  return result;
}

function refuseUndefined(value: unknown, path: string): void {
  if (value === undefined) throw new Error(`${path} is undefined`);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) refuseUndefined(inner, `${path}.${key}`);
}

/** Properties as a dynamic provider receives them: secrets in plain text. */
export function plain(props: Props): Props {
  return Object.fromEntries(
    Object.entries(props).map(([key, value]) => [key, unwrapSecrets(value)]),
  );
}

function unwrapSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (typeof value !== "object" || value === null) return value;
  const isSecret = specialSigKey in value && value[specialSigKey] === specialSecretSig;
  return isSecret && "value" in value
    ? unwrapSecrets(value.value)
    : plain(Object.fromEntries(Object.entries(value)));
}

async function call<Args extends unknown[], Result>(
  method: ((...args: Args) => Promise<Result>) | undefined,
  ...args: Args
): Promise<Result> {
  if (method === undefined) throw new Error("the provider has no such method");
  return method(...args);
}
