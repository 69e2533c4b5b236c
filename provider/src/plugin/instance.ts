/**
 * Parts of a plugin process that are loaded once the engine calls it: the run, its resources, functions and components.
 */
import { Configuration, type Settings } from "../run/configuration";
import type { Engine } from "../run/engine";
import type { Props } from "../run/property-values";
import { Run } from "../run/run";
import { createConstruct } from "./construct";
import { callFunction } from "./functions";
import { createResources } from "./resources";
import { unwrapProps } from "./secrets";

export function createInstance(engine: Engine) {
  const run = new Run({ engine });
  const resources = createResources(run);
  return {
    resources,
    /** Describes the problems of the settings and how to solve each one. */
    problemsOf: (settings: Settings) => new Configuration(run.clients, settings).problems(),
    call: (token: string, args: Props) =>
      callFunction(token, unwrapProps(args), { run, settings: resources.settings }),
    construct: createConstruct(() => resources.settings),
  };
}
export type Instance = ReturnType<typeof createInstance>;
