import * as pulumi from "@pulumi/pulumi";
import { dynamicType, isResourceType, pluginType } from "../domain/resource-types";
import { refuseDeletedWith } from "./deleted-with";
import { pluginDoor } from "./door";
import { UserError } from "./user-error";

// This text must never change, because every state written with this package contains it.
const providerText = (type: string) =>
  `exports.handler=()=>require("pulumi-cloudflare-cni/dynamic").provider("${type}")`;

/** Names of all outputs of a resource class. The compiler rejects missing and unknown names. */
export type OutputNames<Resource> = Readonly<
  Record<Exclude<keyof Resource, keyof pulumi.CustomResource>, true>
>;

/** Whether a value is a resource of this type, even if another copy of this package created it. */
export function isResource(value: unknown, type: string): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    "__pulumiType" in value &&
    isResourceType(value.__pulumiType, type)
  );
}

/**
 * Builds the arguments that a resource passes to `CustomResource`. The resource is dynamic by reference: its state
 * contains a constant line that loads the installed package, not a copy of the package's code.
 *
 * This is a function and not a base class, because the SDK stores the caller of the class directly below
 * `CustomResource` as the resource's source position. Properties without a value are omitted unless they are outputs,
 * because the SDK creates four promises and four stack traces for each property.
 */
export function buildRegistration(
  type: string,
  name: string,
  outputs: Readonly<Record<string, true>>,
  declared: pulumi.Inputs,
  options: pulumi.CustomResourceOptions = {},
): [string, string, pulumi.Inputs, pulumi.CustomResourceOptions] {
  const isPlugin = pluginDoor(options) !== undefined;
  if (options.import !== undefined && !isPlugin) throw new UserError(noImport(type, name));
  refuseDeletedWith(type, name, options);
  const token = isPlugin ? pluginType(type) : dynamicType(type);
  const defined = Object.entries(declared).filter(([, value]) => value !== undefined);
  const props = {
    ...Object.fromEntries(Object.keys(outputs).map((output) => [output, undefined])),
    ...Object.fromEntries(defined),
  };
  if (isPlugin) {
    // With this alias, a resource that used to be a dynamic resource keeps its identity.
    const aliases = [...(options.aliases ?? []), { type: dynamicType(type) }];
    return [token, name, props, { ...options, aliases }];
  }
  const hidden = {
    __provider: providerText(type),
    // The engine does not tell a dynamic provider to which resource an operation belongs.
    __urn: withoutDependencies(pulumi.createUrn(name, token, options.parent)),
  };
  return [token, name, { ...props, ...hidden }, options];
}

/** Number of stack frames from the SDK's registration to the line of the program. It includes a call of `get`. */
const FRAMES = 6;

/**
 * Limits the length of stack traces while a resource registers. Returns a function that restores the limit.
 *
 * For each registration, the SDK takes more than a hundred source-mapped stack traces, which it uses only with
 * PULUMI_DEBUG_PROMISE_LEAKS. With ten frames each, they would take most of a program's run time.
 */
export function shortenTraces(): () => void {
  const before = Error.stackTraceLimit;
  if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS && before > FRAMES) Error.stackTraceLimit = FRAMES;
  return () => {
    Error.stackTraceLimit = before;
  };
}

// Without this function, importing a dynamic resource would fail with the engine's own error, "code must be a string".
function noImport(type: string, name: string): string {
  return `${type} "${name}": import is not supported for dynamic resources. Set "adopt: true" to adopt an existing object, or read it with "get".`;
}

/** Returns the arguments of a resource. Throws if a JavaScript program omitted them. */
export function requireArgs<Args>(name: string, args: Args | undefined): Args {
  if (args === undefined || args === null) {
    throw new UserError(`resource "${name}": args is required. Pass an object.`);
  }
  return args;
}

/**
 * Resolves an output without its dependencies. A URN depends on the parent. Dependents of a component wait for all its
 * children, so with these dependencies the children would wait for each other.
 */
function withoutDependencies(output: pulumi.Output<string>): Promise<string> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
