import * as pulumi from "@pulumi/pulumi";
import { pluginDoor } from "./door";
import { createLookup, lookUp } from "./lookups/look-up";
import { UserError } from "./user-error";

const magicDryRun = createLookup("MagicInterconnect");

/**
 * In preview, rejects with Cloudflare's error if Magic would refuse the settings of a resource. The program sends the
 * dry run itself, because in preview the engine calls a dynamic provider for one resource at a time. If settings are
 * unknown or the token is read-only, there is no dry run, and `pulumi up` reports the error.
 */
export async function dryRun(
  name: string,
  props: pulumi.Inputs,
  options: pulumi.CustomResourceOptions = {},
): Promise<undefined> {
  const { provider, parent } = options;
  // The plugin itself performs the dry run for programs in every language.
  if (!pulumi.runtime.isDryRun() || pluginDoor(options) !== undefined) return undefined;
  const { __linked: _, ...declared } = props;
  const inputs: pulumi.Output<object> = pulumi.output(declared);
  const isKnown: unknown = Reflect.get(inputs, "isKnown");
  if ((await isKnown) !== true) return undefined;
  const known = await new Promise<object>((resolve) => {
    inputs.apply(resolve);
  });
  const refusal = await lookUp(magicDryRun, known, { provider, parent }).catch(() => undefined);
  if (refusal === undefined) return undefined;
  throw new UserError(
    `MagicInterconnect "${name}": Cloudflare would refuse the settings: ${refusal}`,
  );
}
