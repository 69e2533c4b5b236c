/** Finds the designs in a stack: one for each group, and one for all ports outside groups. */
import type { PolicyResource } from "@pulumi/policy";
import {
  type Design,
  GROUP_TYPE,
  isResourceType,
  recordedDesign,
  recordedPort,
  recordedSession,
} from "pulumi-cloudflare-cni/topology";
import type { Configuration } from "./configuration";

export interface FoundDesign {
  design: Design;
  /** Resource on which a violation is reported, or `undefined` for the whole stack. */
  urn?: string;
}

export function designsOf(
  resources: readonly PolicyResource[],
  configuration: Configuration,
): FoundDesign[] {
  const groups = resources.filter(({ type }) => type === GROUP_TYPE);
  const free = resources.filter(
    ({ type, parent }) => isResourceType(type, "Interconnect") && parent?.type !== GROUP_TYPE,
  );
  return [
    // A preview knows the design of a group only if it knows the group's ports.
    ...groups.flatMap(({ urn, props }) => {
      const design = recordedDesign(props);
      return design === undefined ? [] : [{ design, urn }];
    }),
    ...(free.length === 0 ? [] : [{ design: designOf(free, resources, configuration) }]),
  ];
}

function designOf(
  ports: readonly PolicyResource[],
  resources: readonly PolicyResource[],
  configuration: Configuration,
): Design {
  const sessions = resources
    .filter(({ type }) => isResourceType(type, "CniBgpSession"))
    .flatMap((session) => {
      const port = session.propertyDependencies.interconnect?.find(({ urn }) =>
        ports.some((one) => one.urn === urn),
      );
      return port === undefined ? [] : [recordedSession(session.name, port.name, session.props)];
    });
  return {
    name: "the ports of the stack",
    ...configuration,
    ports: ports.map(({ name, props }) => recordedPort(name, props)),
    sessions,
  };
}
