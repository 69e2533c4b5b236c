/**
 * Runs lookups in the program's own process, both in preview and in `up`. The first lookup loads the API client, so
 * importing the package remains fast.
 */
import * as pulumi from "@pulumi/pulumi";
import { inertTexts } from "../../domain/outside-text";
import { withPluginKeys } from "../../domain/setting-keys";
import type { AccountSettings, AnswerOf, QueryName } from "../../queries";
import { pluginDoor } from "../door";
import { LookupError } from "../lookup-error";
import { resolveAccountSettings } from "./account-settings";
import { waitForDependencies } from "./dependencies";

export type { AccountArgs } from "../../queries";

/** Arguments of a lookup that accepts outputs. */
export type Inputs<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> };

/** Lookup that caches one result per run for each set of arguments. */
export interface Lookup<Answer> {
  name: string;
  answer(args: object, settings: AccountSettings, opts?: pulumi.InvokeOptions): Promise<Answer>;
}

type Queries = typeof import("../../queries");
type Clients = ReturnType<Queries["newClients"]>;

// A program that uses the Automation API may run many times in one process, and each run must read again.
const clientsOfRun = new WeakMap<object, Clients>();

/** Creates the lookup of a function. */
export function createLookup<Name extends QueryName>(name: Name): Lookup<AnswerOf<Name>> {
  type Answer = AnswerOf<Name>;
  const answers = new WeakMap<object, Map<string, Promise<Answer>>>();

  function once(client: object, key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const ofClient = answers.get(client) ?? new Map<string, Promise<Answer>>();
    answers.set(client, ofClient);
    const answer = ofClient.get(key) ?? ask();
    ofClient.set(key, answer);
    answer.catch(() => ofClient.delete(key));
    return answer;
  }

  return {
    name,
    async answer(args, settings, opts) {
      const run = pulumi.runtime.getStackResource() ?? {};
      const { failureOf, newClients, prepare, queries }: Queries = require("../../queries");
      const clients = clientsOfRun.get(run) ?? newClients();
      clientsOfRun.set(run, clients);
      const onWait = (message: string) => {
        void pulumi.log.info(`${name}: ${message}`, undefined, undefined, true);
      };
      try {
        const { client, key, ask } = prepare(queries[name], args, { clients, settings, onWait });
        // Each caller gets its own copy, so that one caller's changes do not affect the others.
        return copyInert(await once(client, key, ask));
      } catch (error) {
        const failure = failureOf(error);
        // An unexpected error is a bug, so it keeps its stack trace.
        if (failure === undefined) throw error;
        const message = pluginDoor(opts) ? withPluginKeys(failure.message) : failure.message;
        throw new LookupError(`${name}: ${message}`, failure);
      }
    },
  };
}

/**
 * Copies a result and makes its text safe to display, because a program may print, export or declare it.
 * `structuredClone` is not used, because in jest it creates arrays of another realm, which Pulumi does not recognize.
 */
function copyInert<T>(answer: T): T {
  return answer === undefined ? answer : JSON.parse(JSON.stringify(inertTexts(answer)));
}

/** Runs a lookup with plain arguments. */
export async function lookUp<Answer>(
  { name, answer }: Lookup<Answer>,
  args: object,
  opts?: pulumi.InvokeOptions,
): Promise<Answer> {
  const settings = resolveAccountSettings(opts);
  const isKnown: unknown = Reflect.get(settings, "isKnown");
  if ((await isKnown) === false) {
    throw new LookupError(
      `${name}: the arguments of the Provider are unknown in this preview. Use ${name}Output instead.`,
    );
  }
  return new Promise((resolve, reject) => {
    settings.apply((known) => {
      answer(args, known, opts).then(resolve, reject);
    });
  });
}

/** Runs a lookup once its arguments are known. The result is a secret if any argument is a secret. */
export function lookUpOutput<Answer>(
  { answer }: Lookup<Answer>,
  args: object,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<Answer> {
  const known = pulumi.output(args);
  return pulumi
    .all([known, resolveAccountSettings(opts), waitForDependencies(known, opts)])
    .apply(([args, settings]) => answer(args, settings, opts));
}
