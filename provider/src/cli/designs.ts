/** What `verify`, `diagram` and `report` look at: a stack where one is named, else the account. */
import type { Design } from "../topology";
import { readAccount } from "./account-picture";
import { usage } from "./cli-error";
import type { Frame } from "./command";
import { designOfAccount } from "./design-of-account";
import { designsOfStack } from "./design-of-stack";
import { type DesignGiven, withGiven } from "./design-options";
import { orNone } from "./or-none";
import { type StackOptions, stackOf } from "./stack";

export interface DesignsGiven extends DesignGiven, StackOptions {
  group?: string;
}

export async function designsOf(given: DesignsGiven, frame: Frame): Promise<Design[]> {
  const stack = await stackOf(given);
  const all = stack === undefined ? [await ofAccount(frame)] : designsOfStack(stack);
  const chosen = all.filter(({ name }) => given.group === undefined || name === given.group);
  if (chosen.length === 0) {
    throw usage(`there is no group "${given.group}"; there are: ${namesOf(all)}`);
  }
  if (given.intent === undefined && chosen.some(({ name }) => !stack?.designs.has(name))) {
    frame.output.note("No --intent is given: judged as single, which asks for one port only.");
  }
  return chosen.map((design) => withGiven(design, given));
}

/** The one design there is, for what shows one. */
export async function designOf(given: DesignsGiven, frame: Frame): Promise<Design> {
  const [design, ...others] = await designsOf(given, frame);
  if (design === undefined || others.length > 0) {
    const names = namesOf([...(design ? [design] : []), ...others]);
    throw usage(`the stack has several designs: choose one with --group (${names})`);
  }
  return design;
}

async function ofAccount(frame: Frame): Promise<Design> {
  const { api, raw } = await frame.connect();
  const [picture, routes, maintenanceNotification] = await Promise.all([
    readAccount(api, frame.output),
    orNone(raw.listRoutes()),
    orNone(raw.tellsOfMaintenance()),
  ]);
  return { ...designOfAccount(picture, routes), maintenanceNotification };
}

function namesOf(designs: readonly Design[]): string {
  return designs.map(({ name }) => name).join(", ");
}
