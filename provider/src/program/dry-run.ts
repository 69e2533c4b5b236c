import * as pulumi from "@pulumi/pulumi";
import { lookUp, lookup } from "./lookups/look-up";
import { UserError } from "./user-error";

const rehearsal = lookup("MagicInterconnect");

/**
 * In preview, rejects with the reason for which Magic would refuse the settings of a resource. The
 * engine has no place for it: what it calls of a dynamic provider in preview it calls one at a time.
 * What cannot be told yet, or by whom may only read, is left to `up`.
 */
export async function rehearse(
  name: string,
  props: pulumi.Inputs,
  { provider, parent }: pulumi.CustomResourceOptions = {},
): Promise<undefined> {
  if (!pulumi.runtime.isDryRun()) return undefined;
  const { __linked: _, ...declared } = props;
  const given: pulumi.Output<object> = pulumi.output(declared);
  const isKnown: unknown = Reflect.get(given, "isKnown");
  if ((await isKnown) !== true) return undefined;
  const known = await new Promise<object>((resolve) => {
    given.apply(resolve);
  });
  const refusal = await lookUp(rehearsal, known, { provider, parent }).catch(() => undefined);
  if (refusal === undefined) return undefined;
  throw new UserError(`the resource '${name}' would be refused: ${refusal}`);
}
