/**
 * Creates, from a `Lifecycle`, the provider that the engine's plugin calls. The provider parses inputs once and returns
 * all results through one function. If an operation does not finish, its object stays in the state.
 */

import type { dynamic } from "@pulumi/pulumi";
import { inOperation } from "../api/operation";
import { keysIn } from "../api/redact";
import { CniError } from "../domain/errors";
import { inert } from "../domain/outside-text";
import { Claims } from "../run/claims";
import { Configuration } from "../run/configuration";
import type { Context } from "../run/context";
import { claimIn } from "../run/ownership";
import {
  hidden,
  inertProps,
  isUnknown,
  jsonClean,
  type Props,
  refuseSteering,
  visible,
  withoutNulls,
} from "../run/property-values";
import type { Run } from "../run/run";
import { problemsOf } from "./check";
import type { Lifecycle, OperationResult } from "./lifecycle";
import { omitStack, Unfinished } from "./thrown";

/** Version of the structure of outputs. The provider updates a state with a lower version. */
const SCHEMA_VERSION = 1;

/**
 * Runs an operation. Its requests are cancelled with the operation, and they report long waits on its progress line.
 */
function runOperation<T>(
  { signal, progress, secrets }: Context & { secrets: readonly string[] },
  run: () => Promise<T>,
): Promise<T> {
  return inOperation({ signal, secrets, onWait: progress }, run);
}

/** Returns the outputs that do not come from the API: the inputs and the names of the declared properties. */
function toBaseOutputs(inputs: Props): Props {
  const { accountId, ...declared } = visible(inputs);
  return { ...inputs, __declared: Object.keys(declared) };
}

/** Inputs that `check` fills in, and hidden inputs. All other hidden properties are only outputs. */
const HIDDEN_INPUTS = ["accountId", "__urn", "__linked", "__group"];

/** Extracts the declared inputs from a state, with their present values. */
function extractInputs(state: Props, undeclared: readonly string[]): Props {
  const declared: unknown = state.__declared;
  const keys = [...HIDDEN_INPUTS, ...(Array.isArray(declared) ? declared : []), ...undeclared];
  return Object.fromEntries(keys.flatMap((key) => (key in state ? [[key, state[key]]] : [])));
}

/** Creates the provider of one resource type with the interface that the plugin process of `@pulumi/pulumi` expects. */
export function resourceProvider<Inputs extends { accountId: string }>(
  lifecycle: Lifecycle<Inputs>,
  run: Run,
): dynamic.ResourceProvider<Props, Props> {
  const { engine, journal } = run;
  let configuration = new Configuration(run.clients);
  /**
   * URNs of the resources that the program declares. They are needed because the engine also calls `diff` during a
   * refresh.
   */
  const declaredUrns = new Set<unknown>();

  /** Returns the account ID in lower case, so that a change of case never replaces a port. */
  function resolveAccount(props: Props): unknown {
    const account = props.accountId ?? configuration.accountId;
    return typeof account === "string" ? account.toLowerCase() : account;
  }

  function createClaims(props: Props): Claims {
    const account = String(resolveAccount(props));
    return new Claims(
      run,
      lifecycle.owns,
      configuration.baseUrl,
      account,
      engine.currentUrn(props),
    );
  }

  function createContext(
    props: Props,
    olds = props,
  ): Context & { claims: Claims; secrets: string[] } {
    const account = resolveAccount(props);
    if (typeof account !== "string") {
      throw new CniError(
        "An account ID is required. Set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID or the resource's accountId.",
      );
    }
    const claims = createClaims(props);
    const { urn } = claims;
    return {
      run,
      api: configuration.api(account),
      urn,
      // The journal identifies an order by the URN that the resource had at the time of the order.
      journal: journal.of(typeof props.__urn === "string" ? props.__urn : undefined, account),
      claims,
      secrets: keysIn([props, olds]),
      claim: (id) => claims.adopt(id),
      signal: engine.cancelled,
      progress: (message) => engine.log(urn, "info", message, { ephemeral: true }),
      inform: (message) => engine.log(urn, "info", message),
      warn: (message) => engine.log(urn, "warning", message),
    };
  }

  /** Converts a result for the engine. Throws `Unfinished` if the operation did not finish. */
  function toEngineResult(result: OperationResult, known: Props): { id: string; outs: Props } {
    refuseSteering(result.id);
    const outs = jsonClean({ ...known, ...inertProps(result.outputs), __schema: SCHEMA_VERSION });
    if (result.unfinished !== undefined) {
      throw new Unfinished(result.id, outs, result.unfinished);
    }
    return { id: result.id, outs };
  }

  return {
    async configure(request) {
      configuration = new Configuration(run.clients, (key) => request.config.get(key));
    },

    async check(olds, news) {
      declaredUrns.add(news.__urn);
      const visibleProps = withoutNulls(visible(news));
      const accountId = resolveAccount(visibleProps);
      const declared = { ...(lifecycle.complete?.(visibleProps, run) ?? visibleProps), accountId };
      const problems = [
        ...configuration.problems(),
        ...problemsOf(lifecycle.schema, declared, lifecycle.secrets),
        ...(lifecycle.rules?.(declared) ?? []),
      ];
      if (problems.length === 0 && typeof accountId === "string" && !isUnknown(accountId)) {
        const api = () => configuration.api(accountId);
        problems.push(
          ...((await lifecycle.accountRules?.(declared, olds ?? {}, { run, api })) ?? []),
        );
      }
      return {
        inputs: jsonClean({ ...hidden(news), ...declared }),
        // If a failure named its property, the engine would print the property's value, even if the value is a secret.
        failures: problems.map((problem) => ({ property: "", reason: inert(problem) })),
      };
    },

    diff: async (id, olds, news) =>
      omitStack(async () => {
        // This call is not awaited, because the engine calls `diff` for one resource at a time.
        void journal.savedInState(olds.__urn, olds.accountId, id);
        const claims = createClaims({ ...olds, __urn: news.__urn });
        const claimsAnew = declaredUrns.has(news.__urn) && (await claims.declared(id, olds, news));
        const difference = lifecycle.diff(olds, news, run);
        const otherAccount = !isUnknown(news.accountId) && news.accountId !== olds.accountId;
        const replaces = [...(otherAccount ? ["accountId"] : []), ...(difference.replaces ?? [])];
        const outdated = Number(olds.__schema ?? 0) < SCHEMA_VERSION;
        return {
          changes: difference.changes || replaces.length > 0 || outdated || claimsAnew,
          replaces,
          // A port in another account does not need the old slot, so the new port is ordered first. If the new account
          // is a mistake, the API refuses the order while the live port still exists.
          deleteBeforeReplace:
            replaces.length > 0 && !otherAccount && !!lifecycle.needsPlaceOf?.(olds, news),
        };
      }),

    async create(inputs) {
      const declared = lifecycle.parse(visible(inputs));
      const context = createContext(inputs);
      const result = await context.claims.duringCreate(() =>
        runOperation(context, () => lifecycle.create(declared, context)),
      );
      // A killed engine receives no result. The next run then recovers and claims the object.
      const isDelivered = await engine.listens();
      const __claim = isDelivered ? await context.claims.created(result.id) : undefined;
      // If the engine fails to save the object from here on, a person has to decide who owns it.
      if (isDelivered) await context.journal.markReturned(result.id);
      return toEngineResult(result, { ...toBaseOutputs(inputs), __claim });
    },

    async update(id, olds, news) {
      await journal.savedInState(olds.__urn, olds.accountId, id);
      const declared = lifecycle.parse(visible(news));
      const context = createContext(news, olds);
      const __claim = await context.claims.kept(id, olds, news);
      const result = await runOperation(context, () =>
        lifecycle.update(id, olds, declared, context),
      );
      return toEngineResult(result, { ...toBaseOutputs(news), __claim });
    },

    async read(id, props = {}) {
      // A state without a schema version comes from `get` or an import, not from a refresh.
      const isRefresh = props.__schema !== undefined;
      const result = await omitStack(async () => {
        const context = createContext(props);
        const found = await runOperation(context, () => lifecycle.read(id, props, context));
        if (isRefresh) {
          await journal.savedInState(props.__urn, props.accountId, id);
          await context.claims.record(id, claimIn(props.__claim));
        }
        if (found !== undefined || isRefresh) return found;
        throw new CniError(`${id} does not exist. Check the ID and the account.`);
      });
      if (result === undefined) return {};
      const { outs } = toEngineResult(result, { ...props, accountId: resolveAccount(props) });
      if (!isRefresh) {
        const inputs = jsonClean(lifecycle.importedInputs(outs));
        return { id: result.id, props: outs, inputs: { ...hidden(props), ...inputs } };
      }
      // With these inputs, the next preview shows drift as a difference between properties.
      const inputs = { ...extractInputs(outs, result.undeclared ?? []), ...result.inputs };
      return { id: result.id, props: outs, inputs };
    },

    async delete(id, props) {
      await journal.savedInState(props.__urn, props.accountId, id);
      await omitStack(async () => {
        const context = createContext(props);
        const isGone = async () =>
          (await runOperation(context, () => lifecycle.read(id, props, context))) === undefined;
        if (!(await context.claims.mayDelete(id, props, { ...context, isGone }))) return;
        await runOperation(context, () => lifecycle.delete(id, props, context));
      });
    },
  };
}
