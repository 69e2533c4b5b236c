/**
 * Operations on resources through the plugin. The lifecycle makes all decisions. This module translates the parts of
 * the plugin's protocol that differ from a dynamic provider's: secrets, references, previews, timeouts and detailed
 * diffs.
 */
import { CniError, messageOf } from "../domain/errors";
import { sameId } from "../domain/ids";
import { compareInputs } from "../domain/input-diff";
import { DEFAULT_TIMEOUT } from "../lifecycle/fields";
import { createProviders, type ResourceType } from "../lifecycle/providers";
import { Unfinished } from "../lifecycle/thrown";
import { type AnswerOf, prepare, type QueryName, queries } from "../queries";
import type { Settings } from "../run/configuration";
import {
  hasUnknown,
  inertProps,
  isUnknown,
  type Props,
  unknownValue,
} from "../run/property-values";
import type { Run } from "../run/run";
import type { Diff } from "./messages";
import { outputsOf, version } from "./package";
import { resolveReferences, SeenResources } from "./references";
import { sealAs, sealKeys, unwrap, unwrapProps } from "./secrets";
import { settingsRecord } from "./settings";

/** Outputs that an update may change even if no input changes. */
const OBSERVED = ["status", "ready"];

export interface Operation {
  urn: string;
}
export interface Change extends Operation {
  /** Seconds in the resource's `customTimeouts`, or 0 if they are not set. */
  timeout: number;
  preview: boolean;
}

export function createResources(run: Run) {
  const providers = createProviders(run);
  const seen = new SeenResources();
  let settings: Settings = () => undefined;

  function find({ urn }: Operation) {
    const type = typeOf(urn, providers);
    return { type, provider: providers[type] };
  }

  /** Remembers the outputs of a resource for other resources that refer to it. */
  function record(urn: string, outputs: Props): Props {
    seen.record(urn, unwrapProps(outputs));
    return outputs;
  }

  function query<Name extends QueryName>(name: Name, args: Props): Promise<AnswerOf<Name>> {
    return prepare<AnswerOf<Name>>(queries[name], args, {
      clients: run.clients,
      settings: settingsRecord(settings),
      onWait: () => {},
    }).ask();
  }

  /** Makes a preview fail with Magic's error if Magic would refuse the settings. */
  async function refuseInPreview(type: ResourceType, inputs: Props): Promise<void> {
    if (type !== "MagicInterconnect" || hasUnknown(inputs)) return;
    const { __linked, ...declared } = unwrapProps(inputs);
    const refusal = await query("MagicInterconnect", declared).catch(() => undefined);
    if (refusal === undefined) return;
    throw new CniError(`Cloudflare would refuse the settings: ${refusal}`);
  }

  /** Slots by account. A preview lists them once for all its ports. */
  const slots = new Map<string, Promise<AnswerOf<"getSlots">>>();

  /**
   * Returns outputs that preview knows before the object exists. If a port declares its slot, these include its
   * location.
   */
  async function foresee(type: ResourceType, { slotId, accountId }: Props): Promise<Props> {
    if (type !== "Interconnect" || typeof slotId !== "string" || isUnknown(slotId)) return {};
    if (typeof accountId !== "string" || isUnknown(accountId)) return {};
    const listed = slots.get(accountId) ?? query("getSlots", { accountId });
    slots.set(accountId, listed);
    const slot = (await listed.catch(() => undefined))?.slots.find(({ id }) => sameId(id, slotId));
    if (slot === undefined) return {};
    const { site, facility, device, speed } = slot;
    return inertProps({ site, facility, speed, ...(device !== undefined && { device }) });
  }

  return {
    async configure(configured: Settings): Promise<void> {
      settings = configured;
      const config = { get: configured, require: (key: string) => configured(key) ?? "" };
      await Promise.all(
        Object.values(providers).map((provider) => provider.configure?.({ config })),
      );
    },

    /** Returns the inputs to save, and the problems of the declared inputs. */
    async check(operation: Operation, olds: Props, news: Props) {
      const { type, provider } = find(operation);
      const given = resolveReferences(type, news, seen);
      const checked = await provider.check?.(unwrapProps(olds), {
        ...unwrapProps(given),
        __urn: operation.urn,
      });
      const inputs = withoutUrn(checked?.inputs ?? given);
      return {
        inputs: sealKeys(sealAs(given, inputs)),
        problems: (checked?.failures ?? []).map(({ reason }) => reason),
      };
    },

    async diff(
      { urn, id }: Operation & { id: string },
      { outputs, inputs }: { outputs: Props; inputs: Props },
      declared: Props,
    ): Promise<Diff> {
      const { provider } = find({ urn });
      const before = unwrapProps(outputs);
      seen.record(urn, before);
      const olds = { ...before, __urn: urn };
      const news = { ...unwrapProps(declared), __urn: urn };
      const difference = await provider.diff?.(id, olds, news);
      const { changes = false, replaces = [], deleteBeforeReplace = false } = difference ?? {};
      const detail = changes ? compareInputs(unwrapProps(inputs), news, replaces) : new Map();
      if (changes && detail.size === 0) {
        for (const key of OBSERVED.filter((key) => key in outputs)) {
          detail.set(key, { kind: "update", isInput: false });
        }
      }
      return { changes, replaces, deleteBeforeReplace, detail };
    },

    async create({ urn, timeout, preview }: Change, given: Props) {
      const { type, provider } = find({ urn });
      if (preview) {
        await refuseInPreview(type, given);
        const unknown = outputsOf(type).map((name) => [name, unknownValue]);
        const foreseen = await foresee(type, unwrapProps(given));
        const outputs = { ...Object.fromEntries(unknown), ...foreseen, ...given };
        return { id: "", outputs: record(urn, outputs) };
      }
      const { id, outs = {} } = await settle(given, () =>
        provider.create({ ...withTimeout(unwrapProps(given), timeout), __urn: urn }),
      );
      return { id, outputs: record(urn, toOutputs(given, outs)) };
    },

    async update(
      { urn, id, timeout, preview }: Change & { id: string },
      olds: Props,
      given: Props,
    ) {
      const { type, provider } = find({ urn });
      if (preview) {
        await refuseInPreview(type, given);
        const observed = OBSERVED.filter((key) => key in olds).map((key) => [key, unknownValue]);
        return record(urn, { ...olds, ...given, ...Object.fromEntries(observed) });
      }
      const before = { ...unwrapProps(olds), __urn: urn };
      const now = { ...withTimeout(unwrapProps(given), timeout), __urn: urn };
      const result = await settle(given, async () => provider.update?.(id, before, now));
      return record(urn, toOutputs(given, result?.outs ?? {}));
    },

    /** Returns `undefined` if the object no longer exists. A call without outputs is an import or a `get`. */
    async read(
      { urn, id }: Operation & { id: string },
      { outputs, inputs }: { outputs: Props; inputs: Props },
    ) {
      const { provider } = find({ urn });
      const state = { ...inputs, ...outputs };
      const result = await provider.read?.(id, { ...unwrapProps(state), __urn: urn });
      if (result?.id === undefined) return undefined;
      return {
        id: result.id,
        outputs: record(urn, sealAs(state, withoutUrn(result.props ?? {}))),
        inputs: sealKeys(sealAs(state, withoutUrn(result.inputs ?? {}))),
      };
    },

    async delete({ urn, id }: Operation & { id: string }, outputs: Props): Promise<void> {
      const { provider } = find({ urn });
      await provider.delete?.(id, { ...unwrapProps(outputs), __urn: urn });
    },

    get settings() {
      return settings;
    },
  };
}
export type Resources = ReturnType<typeof createResources>;

/**
 * Extracts the type from a URN, such as `Interconnect` from
 * `urn:pulumi:dev::project::parent$cloudflare-cni:index:Interconnect::name`.
 */
function typeOf(urn: string, known: Record<ResourceType, unknown>): ResourceType {
  const name = urn.split("::")[2]?.split(/[$:]/).at(-1) ?? "";
  if (isKeyOf(known, name)) return name;
  throw new CniError(
    `${name} is not supported by version ${version} of the plugin. Install the version that created the resource, or a newer version.`,
  );
}

function isKeyOf<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key);
}

/** Runs an operation. If the operation does not finish, marks the secrets in the properties of its object. */
async function settle<T>(given: Props, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    throw new Unfinished(error.id, toOutputs(given, error.properties), messageOf(error));
  }
}

/** Replaces the default timeout with the value from `customTimeouts`. */
function withTimeout(inputs: Props, seconds: number): Props {
  return seconds > 0 && inputs.timeout === DEFAULT_TIMEOUT
    ? { ...inputs, timeout: `${seconds}s` }
    : inputs;
}

/**
 * Returns the outputs with the declared timeout, so that the next preview does not show `customTimeouts` as a
 * difference.
 */
function toOutputs(given: Props, outputs: Props): Props {
  const { timeout } = given;
  const declared = timeout === undefined ? {} : { timeout: unwrap(timeout) };
  return sealAs(given, withoutUrn({ ...outputs, ...declared }));
}

/** Removes the URN, which the engine passes with every call. In the state, it would become outdated. */
function withoutUrn({ __urn, ...props }: Props): Props {
  return props;
}
