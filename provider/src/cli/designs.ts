/** Designs for `verify`, `diagram` and `report`, taken from the named stack or from the account. */
import type { AccountApi } from "../api/account";
import type { Design } from "../topology";
import { type AccountObjects, readAccount } from "./account-objects";
import { usageError } from "./cli-error";
import type { CommandContext } from "./command";
import { designOfAccount, type Routing } from "./design-of-account";
import { describeUnrecordedGroups, designsOfStack } from "./design-of-stack";
import { applyDesignOptions, type DesignOptions } from "./design-options";
import { readOptional } from "./read-optional";
import { type StackOptions, stackOf } from "./stack";

export interface DesignCommandOptions extends DesignOptions, StackOptions {
  group?: string;
}

export async function designsOf(
  options: DesignCommandOptions,
  context: CommandContext,
): Promise<Design[]> {
  const stack = await stackOf(options);
  const all = stack === undefined ? [await ofAccount(context)] : designsOfStack(stack);
  const chosen = chooseDesigns(all, options);
  const unrecorded = stack && describeUnrecordedGroups(stack);
  if (unrecorded) context.output.note(unrecorded);
  if (options.intent === undefined && chosen.some(({ name }) => !stack?.designs.has(name))) {
    context.output.note(
      "Without --intent, the design is checked against single, which requires only one port.",
    );
  }
  return chosen.map((design) => applyDesignOptions(design, options));
}

/** The designs, or only the one that `--group` names. */
export function chooseDesigns(
  all: readonly Design[],
  { group }: Pick<DesignCommandOptions, "group">,
): Design[] {
  const chosen = all.filter(({ name }) => group === undefined || name === group);
  if (chosen.length === 0) {
    throw usageError(`Group "${group}" not found. Choose one of: ${namesOf(all)}.`);
  }
  return chosen;
}

/** Returns the only design. Throws if there are several. */
export async function designOf(
  options: DesignCommandOptions,
  context: CommandContext,
): Promise<Design> {
  const [design, ...others] = await designsOf(options, context);
  if (design === undefined || others.length > 0) {
    const names = namesOf([...(design ? [design] : []), ...others]);
    throw usageError(`The stack has several designs. Choose one with --group: ${names}.`);
  }
  return design;
}

async function ofAccount(context: CommandContext): Promise<Design> {
  const { api } = await context.connect();
  return withRouting(api, await readAccount(api, context.output));
}

/** Design of an account's objects, with what else the API knows of its routes, health checks and notifications. */
export async function withRouting(api: AccountApi, objects: AccountObjects): Promise<Design> {
  return designOfAccount(objects, await readRouting(api));
}

export async function readRouting(api: AccountApi): Promise<Routing> {
  const [routes, magicInterconnects, maintenanceNotification] = await Promise.all([
    readOptional(api.routes.list()),
    readOptional(api.magicInterconnects.list()),
    readOptional(api.maintenanceNotifications()),
  ]);
  return { routes, magicInterconnects, maintenanceNotification };
}

function namesOf(designs: readonly Design[]): string {
  return designs.map(({ name }) => name).join(", ");
}
