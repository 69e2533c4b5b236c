import * as pulumi from "@pulumi/pulumi";
import { refuseDeletedWith } from "./deleted-with";
import { UserError } from "./user-error";

// Frozen: both are part of every state that was ever written with this package.
const typeToken = (type: string) => `pulumi-nodejs:dynamic/cloudflare-cni:${type}`;
const providerText = (type: string) =>
  `exports.handler=()=>require("pulumi-cloudflare-cni/dynamic").provider("${type}")`;

/** Every output of a resource class, by its name: the compiler refuses a list that lacks one or has one too many. */
export type OutputNames<Resource> = Readonly<
  Record<Exclude<keyof Resource, keyof pulumi.CustomResource>, true>
>;

/** Whether a value is a resource of this type, also if another copy of this package made it. */
export function isResource(value: unknown, type: string): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "__pulumiType" in value &&
    value.__pulumiType === typeToken(type)
  );
}

/**
 * What a resource of this package hands to `CustomResource`: a dynamic resource by reference, so that
 * the state holds a constant line that loads the installed package instead of a copy of its code.
 *
 * It is no base class: the SDK takes the caller of the class below `CustomResource` for the line of
 * the program, which is kept in the state. Nor is a property declared that is no output and was not
 * given: the SDK makes four promises for each, and a stack trace for every one of them.
 */
export function buildRegistration(
  type: string,
  name: string,
  outputs: Readonly<Record<string, true>>,
  /** What the program declares. */
  declared: pulumi.Inputs,
  options: pulumi.CustomResourceOptions = {},
): [string, string, pulumi.Inputs, pulumi.CustomResourceOptions] {
  if (options.import !== undefined) throw new UserError(noImport(name));
  refuseDeletedWith(type, name, options);
  const token = typeToken(type);
  const defined = Object.entries(declared).filter(([, value]) => value !== undefined);
  const props = {
    ...Object.fromEntries(Object.keys(outputs).map((output) => [output, undefined])),
    ...Object.fromEntries(defined),
    __provider: providerText(type),
    // The engine does not tell a dynamic provider whose progress it reports.
    __urn: withoutDependencies(pulumi.createUrn(name, token, options.parent)),
  };
  return [token, name, props, options];
}

/** Reaches from the SDK's registration to the line of the program, also over a `get`. */
const FRAMES = 6;

/**
 * While a resource registers, the SDK takes more than a hundred stack traces, each mapped to its
 * sources, to be told with PULUMI_DEBUG_PROMISE_LEAKS. Ten frames each would be most of the work of
 * a program. The function returned puts the limit back.
 */
export function shortenTraces(): () => void {
  const before = Error.stackTraceLimit;
  if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS && before > FRAMES) Error.stackTraceLimit = FRAMES;
  return () => {
    Error.stackTraceLimit = before;
  };
}

// The engine hands a dynamic provider no code to import with, and says "code must be a string".
function noImport(name: string): string {
  return `the resource '${name}' cannot be imported, since no dynamic resource can: set adopt: true to take over what exists, or look it up with get`;
}

/** The arguments of a resource, where a JavaScript program may have left them out. */
export function requireArgs<Args>(name: string, args: Args | undefined): Args {
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
