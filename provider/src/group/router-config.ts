/** Generates the configuration of one customer router from the declarations of its group. */
import * as pulumi from "@pulumi/pulumi";
import { distinct } from "../domain/distinct";
import { PREFERENCES } from "../domain/steering";
import { quoted } from "../domain/text";
import { UserError } from "../program/user-error";
import { type RouterConfigArgs, routerConfig, type StaticRouterConfigArgs } from "../router";
import { declaredLocalPreference } from "../topology/preference";
import type { GroupRouterConfigArgs, GroupSessionArgs, InterconnectGroupArgs } from "./args";
import { healthCheckOf, mtuOf } from "./description";
import { type RoutedGroup, type RoutedSession, sessionsOf } from "./routed-group";
import { checkRouterConfigArgs } from "./router-config-problems";
import { withUserErrors } from "./user-errors";

export function configureRouter(
  group: RoutedGroup,
  args: GroupRouterConfigArgs,
): pulumi.Output<string> {
  checkRouterConfigArgs(group, args);
  const sessions = sessionsOf(group, args.router);
  const write = sessions.some(({ bgp }) => bgp !== undefined) ? writeBgp : writeStatic;
  return write(group.args, args, sessions);
}

function writeBgp(
  group: InterconnectGroupArgs,
  { router, interfaces, routes, accept, drain = [], settings, ...options }: GroupRouterConfigArgs,
  sessions: readonly RoutedSession[],
): pulumi.Output<string> {
  const inputs = sessions.map((session) => ({
    ...linkOf(group, interfaces, session),
    ...preferencesOf(session.args),
    holdTime: session.args.holdTime,
    drain: drain.includes(session.port),
    md5Key: sealedKey(session, options),
  }));
  const preferences = inputs.map(({ localPreference }) => localPreference);
  const fixed = {
    ...options,
    announce: sessions[0]?.args.prefixes ?? [],
    gracefulRestart: declared(sessions, ({ gracefulRestart }) => gracefulRestart),
    mssClamp: declared(sessions, ({ mss }) => mss),
    // Sessions with the same preference share the traffic.
    ecmp: new Set(preferences).size < preferences.length ? true : undefined,
  };
  return pulumi
    .output({
      inputs,
      asns: sessions.map(({ bgp }) => bgp?.customerAsn),
      extraPrefixes: sessions.map(({ bgp }) => bgp?.extraPrefixes ?? []),
      settings: settings ?? group.settings,
    })
    .apply(({ inputs, asns, extraPrefixes, settings }) =>
      write(sessions, {
        ...fixed,
        sessions: inputs,
        settings,
        customerAsn: onlyAsn(sessions, asns),
        accept: accept ?? distinct(extraPrefixes.flat()),
      }),
    );
}

function writeStatic(
  group: InterconnectGroupArgs,
  { interfaces, routes = [], platform, standalone, vrf }: GroupRouterConfigArgs,
  sessions: readonly RoutedSession[],
): pulumi.Output<string> {
  const mssClamp = declared(sessions, ({ mss }) => mss);
  const inputs = sessions.map((session) => ({
    ...linkOf(group, interfaces, session),
    steering: session.args.steering,
    trackedWithin: session.args.trackedWithin,
  }));
  return pulumi
    .output(inputs)
    .apply((known) =>
      write(sessions, { platform, standalone, vrf, sessions: known, routes, mssClamp }),
    );
}

function linkOf(
  group: InterconnectGroupArgs,
  interfaces: GroupRouterConfigArgs["interfaces"],
  { port, resource, args }: RoutedSession,
) {
  return {
    name: port,
    interface: interfaces[port] ?? "",
    customerIp: resource.customerIp,
    cloudflareIp: resource.cloudflareIp,
    mtu: mtuOf(group, args),
    healthCheck: healthCheckOf(group, port),
  };
}

/** Returns the MD5 key as a secret, even if the program passed a plain string. Returns nothing if keys are hidden. */
function sealedKey({ bgp }: RoutedSession, { hideKeys }: Pick<GroupRouterConfigArgs, "hideKeys">) {
  if (bgp?.md5Key === undefined) return undefined;
  return hideKeys ? "hidden" : pulumi.secret(bgp.md5Key);
}

/**
 * Returns the preferences of a session. In a group, `localPreference` and `communities` take precedence over
 * `steering`.
 */
function preferencesOf(args: GroupSessionArgs) {
  const { steering, localPreference, communities, prepends } = args;
  return {
    localPreference: declaredLocalPreference({ steering, localPreference }),
    communities: communities ?? (steering && [PREFERENCES[steering].community]),
    prepends,
  };
}

/** Returns the value that all sessions of a router declare. Throws if they declare different values. */
function declared<T>(
  sessions: readonly RoutedSession[],
  read: (args: GroupSessionArgs) => T | undefined,
): T | undefined {
  return sessions.map(({ args }) => read(args)).find((value) => value !== undefined);
}

function onlyAsn(
  sessions: readonly RoutedSession[],
  asns: readonly (number | undefined)[],
): number {
  const [first = Number.NaN, ...others] = distinct(asns);
  if (others.length === 0) return first;
  throw new UserError(
    `bgp.customerAsn differs among the ports ${quoted(sessions.map(({ port }) => port))} of one router: ${asns.join(", ")}. Declare the same ASN for all of them, or generate the configurations with cni.routerConfig.`,
  );
}

function write(
  sessions: readonly RoutedSession[],
  args: RouterConfigArgs | StaticRouterConfigArgs,
): string {
  const ports = sessions.map(({ port }) => port);
  return withUserErrors(
    () => routerConfig(args),
    (message) => inTermsOfGroup(message, ports),
  );
}

/** Properties of a session that have another name in a group. */
const RENAMED: Readonly<Record<string, string>> = { mtu: "magic.mtu", md5Key: "bgp.md5Key" };

/** Replaces the property names of `routerConfig()` in a message with those of the group. */
function inTermsOfGroup(message: string, ports: readonly string[]): string {
  return message
    .replace(/sessions\[(\d+)\](?:\.(\w+))?/g, (_, at, key = "") => {
      const port = ports[Number(at)];
      if (key === "interface") return `interfaces.${port}`;
      return [`ports.${port}.session`, RENAMED[key] ?? key].filter(Boolean).join(".");
    })
    .replace(/^announce\b/gm, `ports.${ports[0]}.session.prefixes`)
    .replace(/^mssClamp\b/gm, `ports.${ports[0]}.session.mss`);
}
