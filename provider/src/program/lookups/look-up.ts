/**
 * How every lookup goes: in the program's own process, in preview as in `up`. What talks to the API
 * is loaded by the first one, so that importing the package stays quick.
 */
import * as pulumi from "@pulumi/pulumi";
import { inertTexts } from "../../domain/outside-text";
import type { Question } from "../../queries/query";
import { LookupError } from "../lookup-error";
import { type AccountSettings, accountSettings } from "./account-settings";
import { dependencies } from "./dependencies";

/** Arguments of a lookup that takes outputs. */
export type Inputs<Args> = { [Name in keyof Args]: pulumi.Input<Args[Name]> };

/** What every lookup may be told. */
export interface AccountArgs {
  /**
   * Account to look in, 32 hexadecimal digits.
   *
   * @default that of the `CloudflareAccount` in the options, else `cloudflare:accountId` of the
   * stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: string;
}

/** A lookup with the answers it has had, one for each question of a run. */
export interface Lookup<Answer> {
  name: string;
  answer(args: object, settings: AccountSettings): Promise<Answer>;
}

/** Makes a lookup of a function's name and what loads its question. */
export function lookup<Answer>(name: string, load: () => Question<Answer>): Lookup<Answer> {
  // An Automation API program may run many times in a process, and later runs see later answers.
  const runs = new WeakMap<object, Map<string, Promise<Answer>>>();

  function once(run: object, key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const answers = runs.get(run) ?? new Map<string, Promise<Answer>>();
    runs.set(run, answers);
    const answer = answers.get(key) ?? ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  }

  return {
    name,
    async answer(args, settings) {
      const run = pulumi.runtime.getStackResource() ?? {};
      const { prepare, told }: typeof import("../../queries/ask") = require("../../queries/ask");
      try {
        const { key, ask } = prepare(name, load(), args, settings);
        // Who changes what was answered changes it for nobody else.
        return copyOf(await once(run, key, ask));
      } catch (error) {
        throw told(name, error);
      }
    },
  };
}

/**
 * Not by structuredClone: in jest its arrays are of another realm, and none to Pulumi. Every text is
 * inert, because a program may print it, export it or declare it.
 */
function copyOf<T>(answer: T): T {
  return answer === undefined ? answer : JSON.parse(JSON.stringify(inertTexts(answer)));
}

/** Looks up values. */
export async function lookUp<Answer>(
  { name, answer }: Lookup<Answer>,
  args: object,
  opts?: pulumi.InvokeOptions,
): Promise<Answer> {
  const settings = accountSettings(opts);
  const isKnown: unknown = Reflect.get(settings, "isKnown");
  if ((await isKnown) === false) {
    throw new LookupError(
      `${name}: the values of the CloudflareAccount are not known in this preview; use ${name}Output`,
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
  const given = pulumi.output(args);
  return pulumi
    .all([given, accountSettings(opts), dependencies(given, opts)])
    .apply(([args, settings]) => answer(args, settings));
}
