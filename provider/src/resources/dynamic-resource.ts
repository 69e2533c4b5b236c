import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../user-error";

// Frozen: both are part of every state that was ever written with this package.
const typeToken = (type: string) => `pulumi-nodejs:dynamic/cloudflare-cni:${type}`;
const providerText = (type: string) =>
  `exports.handler=()=>require("pulumi-cloudflare-cni/dynamic").provider("${type}")`;

/**
 * A dynamic resource by reference: the state holds a constant line that loads the installed
 * package, instead of a copy of the package's code.
 */
export abstract class DynamicResource extends pulumi.CustomResource {
  constructor(
    type: string,
    name: string,
    /** What the program declares, and every output as `undefined`. */
    props: pulumi.Inputs,
    options: pulumi.CustomResourceOptions = {},
  ) {
    if (options.import !== undefined) throw new UserError(noImport(name));
    const token = typeToken(type);
    super(
      token,
      name,
      {
        ...props,
        __provider: providerText(type),
        // The engine does not tell a dynamic provider whose progress it reports.
        __urn: withoutDependencies(pulumi.createUrn(name, token, options.parent)),
      },
      options,
    );
  }
}

// The engine hands a dynamic provider no code to import with, and says "code must be a string".
function noImport(name: string): string {
  return `the resource '${name}' cannot be imported, since no dynamic resource can: set adopt: true to take over what exists, or look it up with get`;
}

/** The arguments of a resource, where a JavaScript program may have left them out. */
export function given<Args>(name: string, args: Args | undefined): Args {
  if (args === undefined || args === null) {
    throw new UserError(`the resource '${name}' has no arguments: give them as an object`);
  }
  return args;
}

/**
 * The value alone. A URN depends on the parent, and what depends on a component waits for all its
 * children: they would wait for each other.
 */
function withoutDependencies(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
