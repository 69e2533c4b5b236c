import * as pulumi from "@pulumi/pulumi";
import { createLookup, lookUp } from "./lookups/look-up";
import { UserError } from "./user-error";

const magicDryRun = createLookup("MagicInterconnect");

/**
 * In preview, rejects with the reason for which Magic would refuse the settings of a resource. The
 * engine has no place for it: what it calls of a dynamic provider in preview it calls one at a time.
 * What cannot be told yet, or by whom may only read, is left to `up`.
 */
export async function dryRun(
  name: string,
  props: pulumi.Inputs,
  { provider, parent }: pulumi.CustomResourceOptions = {},
): Promise<undefined> {
  if (!pulumi.runtime.isDryRun()) return undefined;
  const { __linked: _, ...declared } = props;
  const inputs: pulumi.Output<object> = pulumi.output(declared);
  const isKnown: unknown = Reflect.get(inputs, "isKnown");
  if ((await isKnown) !== true) return undefined;
  const known = await new Promise<object>((resolve) => {
    inputs.apply(resolve);
  });
  const refusal = await lookUp(magicDryRun, known, { provider, parent }).catch(() => undefined);
  if (refusal === undefined) return undefined;
  throw new UserError(`the resource '${name}' would be refused: ${refusal}`);
}
