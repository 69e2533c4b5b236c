/**
 * Components for programs in other languages. The plugin runs the component class of this package, and the children of
 * the component are resources of the plugin.
 */
import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as pulumi from "@pulumi/pulumi";
import { CniError } from "../domain/errors";
import { isObject } from "../domain/is-object";
import type { InterconnectGroupArgs } from "../group/args";
import { throughPlugin } from "../program/door";
import type { Settings } from "../run/configuration";
import { grpc } from "./messages";
import { outputsOf, PACKAGE, version } from "./package";
import { settingsRecord } from "./settings";

type Pulumi = typeof import("@pulumi/pulumi");

export function createConstruct(
  settings: () => Settings,
): (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => void {
  let service: Promise<UntypedServiceImplementation> | undefined;
  return (call, callback) => {
    service ??= startSdkService(settings);
    service.then((service) => {
      const construct = service.construct;
      if (construct === undefined) throw new Error("the SDK's service has no Construct handler");
      Reflect.apply(construct, service, [call, callback]);
    }, callback);
  };
}

/**
 * Starts the SDK's own service and removes it from its server. The SDK supports components well, but it does not pass
 * configuration, timeouts or preview to a provider. The service is loaded for the first component only, because loading
 * takes a second.
 */
function startSdkService(settings: () => Settings): Promise<UntypedServiceImplementation> {
  return new Promise((resolve, reject) => {
    const { prototype } = grpc.Server;
    const { addService } = prototype;
    prototype.addService = (_definition, implementation) => {
      prototype.addService = addService;
      resolve(implementation);
    };
    const { provider }: Pulumi = require("@pulumi/pulumi");
    provider
      .main(
        { version, construct: (...args) => constructGroup(settings(), ...args) },
        process.argv.slice(2),
      )
      .catch(reject);
  });
}

async function constructGroup(
  settings: Settings,
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Promise<pulumi.provider.ConstructResult> {
  if (type !== `${PACKAGE}:index:InterconnectGroup`) {
    throw new CniError(`${type} is not a component of version ${version} of the plugin.`);
  }
  const { InterconnectGroup }: typeof import("../group/interconnect-group") =
    require("../group/interconnect-group");
  if (!isGroupArgs(inputs)) throw new CniError("ports is required. Declare at least one port.");
  const group = new InterconnectGroup(
    name,
    inputs,
    throughPlugin(options, { settings: settingsRecord(settings) }),
  );
  const outputs = outputsOf("InterconnectGroup").map((name) => [name, Reflect.get(group, name)]);
  return { urn: group.urn, state: Object.fromEntries(outputs) };
}

/**
 * Whether the inputs have the structure of the group's arguments. The schema ensures the structure, and the group
 * itself checks the values.
 */
function isGroupArgs(inputs: pulumi.Inputs): inputs is pulumi.Inputs & InterconnectGroupArgs {
  return isObject(inputs.ports);
}
