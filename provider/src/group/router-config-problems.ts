/** Checks the arguments for one router against the declarations of its group. */
import { distinct } from "../domain/distinct";
import { isObject } from "../domain/is-object";
import { didYouMean } from "../domain/suggest";
import { quoted } from "../domain/text";
import { RouterPlatform, UseCase } from "../domain/values";
import { UserError } from "../program/user-error";
import type { GroupRouterConfigArgs, GroupSessionArgs, InterconnectGroupArgs } from "./args";
import { acceptAny, flag, object, oneOf, text, texts } from "./check";
import { type RoutedGroup, type RoutedSession, routerOf, sessionsOf } from "./routed-group";

const checkProperties = object(
  {
    router: text,
    platform: oneOf(Object.values(RouterPlatform)),
    interfaces: acceptAny,
    accept: acceptAny,
    routes: texts,
    drain: texts,
    settings: acceptAny,
    standalone: flag,
    routerId: text,
    vrf: text,
    routerAsn: acceptAny,
    maxPrefixes: acceptAny,
    allowOwnAsn: acceptAny,
    hideKeys: flag,
  },
  "routerConfig of a group",
);

/** Options that have no effect on static routes. */
const BGP_ONLY = [
  "accept",
  "drain",
  "settings",
  "routerId",
  "routerAsn",
  "maxPrefixes",
  "allowOwnAsn",
  "hideKeys",
] as const;

/** Throws a {@link UserError} with all problems of the arguments. */
export function checkRouterConfigArgs(group: RoutedGroup, args: GroupRouterConfigArgs): void {
  if (!isObject(args)) refuse(group, ["The argument must be an object."]);
  refuse(group, [...checkProperties(args, ""), ...routerProblems(group, args.router)]);
  const sessions = sessionsOf(group, args.router);
  refuse(group, [...interfaceProblems(args, sessions), ...protocolProblems(args.router, sessions)]);
  refuse(
    group,
    sessions.some(({ bgp }) => bgp !== undefined)
      ? bgpProblems(group, args, sessions)
      : staticProblems(group, args, sessions),
  );
}

function refuse({ name }: RoutedGroup, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new UserError([`routerConfig of group "${name}" is not valid.`, ...problems].join("\n- "));
}

function routerProblems(group: RoutedGroup, router: string): string[] {
  const ports = Object.keys(group.args.ports);
  const routers = distinct(ports.map((port) => routerOf(group, port)));
  const choice =
    routers.length > 0
      ? `Name one of ${quoted(routers)}.`
      : 'Set customer: { router: "edge-1" } on its ports.';
  if (router === undefined) return [`router is required. ${choice}`];
  const own = ports.filter((port) => routerOf(group, port) === router);
  if (own.length === 0) {
    const hint = didYouMean(router, routers) || choice;
    return [`router ${JSON.stringify(router)} is not customer.router of any port. ${hint}`];
  }
  return sessionsOf(group, router).length > 0
    ? []
    : [
        `router ${JSON.stringify(router)} has no sessions, because ${quoted(own)} set session: false. Remove session: false, or name another router.`,
      ];
}

function interfaceProblems(
  { router, interfaces }: GroupRouterConfigArgs,
  sessions: readonly RoutedSession[],
) {
  const given: object = interfaces ?? {};
  const ports = sessions.map(({ port }) => port);
  return [
    ...ports
      .filter((port) => !Object.hasOwn(given, port))
      .map(
        (port) =>
          `interfaces.${port} is required. Set the interface of ${JSON.stringify(router)} to which the port is connected, such as "eth1".`,
      ),
    ...Object.keys(given)
      .filter((port) => !ports.includes(port))
      .map(
        (port) =>
          `interfaces.${port} is not a port of ${JSON.stringify(router)} with a session. Its ports are ${quoted(ports)}.`,
      ),
  ];
}

/**
 * Finds routers with both static and BGP sessions. Between their routes, the routing protocol decides instead of the
 * steering.
 */
function protocolProblems(router: string, sessions: readonly RoutedSession[]): string[] {
  const [withBgp, without] = [true, false].map((isBgp) =>
    sessions.filter(({ bgp }) => (bgp !== undefined) === isBgp).map(({ port }) => port),
  );
  if (!withBgp?.length || !without?.length) return [];
  return [
    `router ${JSON.stringify(router)} has sessions with BGP (${quoted(withBgp)}) and without BGP (${quoted(without)}), so steering cannot determine their order. Set bgp for all of its sessions, or for none.`,
  ];
}

function bgpProblems(
  { args: group }: RoutedGroup,
  args: GroupRouterConfigArgs,
  sessions: readonly RoutedSession[],
) {
  const ports = sessions.map(({ port }) => port);
  const drained = args.drain ?? [];
  return [
    ...(args.routes === undefined
      ? []
      : ["routes has no effect on sessions with BGP. Set accept to the prefixes from Cloudflare."]),
    ...(args.accept === undefined &&
    !hasNoRoutes(group) &&
    sessions.every(({ bgp }) => bgp?.extraPrefixes === undefined)
      ? [
          "accept is required, because no session has extraPrefixes. Set it to the prefixes from Cloudflare.",
        ]
      : []),
    ...(args.settings === undefined || group.settings === undefined
      ? []
      : ["settings conflicts with the settings of the group. Omit it."]),
    ...drained
      .filter((port) => !ports.includes(port))
      .map(
        (port) =>
          `drain ${JSON.stringify(port)} is not a port of the router with a session. Its ports are ${quoted(ports)}.`,
      ),
    ...sessions
      .filter(({ args: { prefixes } }) => prefixes === undefined)
      .map(
        ({ port }) =>
          `ports.${port}.session.prefixes is required. Set the prefixes that the router announces, or [] for none.`,
      ),
    ...differences(sessions, "prefixes", ({ prefixes }) => prefixes && [...prefixes].sort()),
    ...differences(sessions, "gracefulRestart", ({ gracefulRestart }) => gracefulRestart),
    ...differences(sessions, "mss", ({ mss }) => mss),
  ];
}

function staticProblems(
  { args: group }: RoutedGroup,
  args: GroupRouterConfigArgs,
  sessions: readonly RoutedSession[],
) {
  return [
    ...BGP_ONLY.filter((option) => args[option] !== undefined).map(
      (option) => `${option} has no effect on sessions without BGP. Omit it.`,
    ),
    ...(args.routes === undefined && !hasNoRoutes(group)
      ? [
          'routes is required. Set the prefixes that the router reaches through Cloudflare, such as ["0.0.0.0/0"], or [] for none.',
        ]
      : []),
    ...sessions.flatMap(({ port, args: { localPreference } }) =>
      localPreference === undefined
        ? []
        : [
            `ports.${port}.session.localPreference ${localPreference} is not supported with static routes. Set steering instead.`,
          ],
    ),
    ...differences(sessions, "mss", ({ mss }) => mss),
  ];
}

/**
 * Whether the router needs no routes to Cloudflare. With direct server return, replies leave over the Internet
 * providers.
 */
function hasNoRoutes({ useCase }: InterconnectGroupArgs): boolean {
  return useCase === UseCase.MagicTransitDsr;
}

/** Finds settings that differ between the sessions of a router, although the router can have only one value. */
function differences(
  sessions: readonly RoutedSession[],
  key: string,
  read: (args: GroupSessionArgs) => unknown,
): string[] {
  const values = sessions.flatMap(({ port, args }) => {
    const value = read(args);
    return value === undefined ? [] : [{ port, value: JSON.stringify(value) }];
  });
  const [first, ...others] = values;
  return others
    .filter(({ value }) => value !== first?.value)
    .map(
      ({ port, value }) =>
        `ports.${port}.session.${key} ${value} differs from ${first?.value} of port "${first?.port}", but one router configuration can have only one value. Declare the same value for both, or call cni.routerConfig.`,
    );
}
