/**
 * How every lookup goes: in the program's own process, in preview as in `up`. What talks to the API
 * is loaded by the first one, so that importing the package stays quick.
 */
import * as pulumi from "@pulumi/pulumi";
import { inertTexts } from "../../domain/outside-text";
import type { AccountSettings, AnswerOf, QueryName } from "../../queries";
import { LookupError } from "../lookup-error";

import { resolveAccountSettings } from "./account-settings";
import { waitForDependencies } from "./dependencies";

export type { AccountArgs } from "../../queries";

/** Arguments of a lookup that takes outputs. */
export type Inputs<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> };

/** A lookup with the answers it has had, one for each question of a run. */
export interface Lookup<Answer> {
  name: string;
  answer(args: object, settings: AccountSettings): Promise<Answer>;
}

type Queries = typeof import("../../queries");
type Clients = ReturnType<Queries["newClients"]>;

// An Automation API program may run many times in a process, and later runs see later answers.
const clientsOfRun = new WeakMap<object, Clients>();

/** Makes the lookup of a function, by its name. */
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
    async answer(args, settings) {
      const run = pulumi.runtime.getStackResource() ?? {};
      const { failureOf, newClients, prepare, queries }: Queries = require("../../queries");
      const clients = clientsOfRun.get(run) ?? newClients();
      clientsOfRun.set(run, clients);
      const onWait = (message: string) => {
        void pulumi.log.info(`${name}: ${message}`, undefined, undefined, true);
      };
      try {
        const { client, key, ask } = prepare(queries[name], args, { clients, settings, onWait });
        // Who changes what was answered changes it for nobody else.
        return copyInert(await once(client, key, ask));
      } catch (error) {
        const failure = failureOf(error);
        // What nobody expected keeps its stack.
        throw failure ? new LookupError(`${name}: ${failure.message}`, failure) : error;
      }
    },
  };
}

/**
 * Not by structuredClone: in jest its arrays are of another realm, and none to Pulumi. Every text is
 * inert, because a program may print it, export it or declare it.
 */
function copyInert<T>(answer: T): T {
  return answer === undefined ? answer : JSON.parse(JSON.stringify(inertTexts(answer)));
}

/** Looks up values. */
export async function lookUp<Answer>(
  { name, answer }: Lookup<Answer>,
  args: object,
  opts?: pulumi.InvokeOptions,
): Promise<Answer> {
  const settings = resolveAccountSettings(opts);
  const isKnown: unknown = Reflect.get(settings, "isKnown");
  if ((await isKnown) === false) {
    throw new LookupError(
      `${name}: the values of the Provider are not known in this preview; use ${name}Output`,
    );
  }
  return new Promise((resolve, reject) => {
    settings.apply((known) => {
      answer(args, known).then(resolve, reject);
    });
  });
}

/** Looks up once the arguments are known; the answer is as secret as they are. */
export function lookUpOutput<Answer>(
  { answer }: Lookup<Answer>,
  args: object,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<Answer> {
  const known = pulumi.output(args);
  return pulumi
    .all([known, resolveAccountSettings(opts), waitForDependencies(known, opts)])
    .apply(([args, settings]) => answer(args, settings));
}
