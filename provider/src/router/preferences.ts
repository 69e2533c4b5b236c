/** Settings that make one session preferred to another, in both directions. */
import { FACTS } from "../domain/facts";
import { PREFERENCES } from "../domain/steering";
import type { RouterConfigArgs } from "./args";
import type { RouterSession } from "./session";

export const DEFAULT_LOCAL_PREFERENCE = 100;
/** Community GRACEFUL_SHUTDOWN (RFC 8326). */
const GRACEFUL_SHUTDOWN = "65535:0";

const PRIORITIES: ReadonlyMap<string, number> = new Map(
  Object.entries(FACTS.communityPriorities.value),
);

/** Whether the community sets a route priority at Cloudflare. */
export function setsPriority(community: string): boolean {
  return PRIORITIES.has(community);
}

export interface SessionPreferences {
  localPreference: number;
  communities: readonly string[];
  prepends: number;
}

/** Returns the preferences of a session relative to the other sessions of its router. */
export function preferencesOf(session: RouterSession, args: RouterConfigArgs): SessionPreferences {
  return session.drain ? drained(session, args) : declared(session, args);
}

/**
 * Returns the preferences without `drain`. On v1, sessions peer with AS13335, for which Cloudflare publishes no
 * communities.
 */
export function declared(
  { steering, localPreference, communities = [], prepends = 0 }: RouterSession,
  { dataplane }: RouterConfigArgs,
): SessionPreferences {
  const preferences = steering && PREFERENCES[steering];
  const own = preferences && dataplane !== "v1" ? [preferences.community] : [];
  return {
    localPreference: localPreference ?? preferences?.localPreference ?? DEFAULT_LOCAL_PREFERENCE,
    communities: [...new Set([...own, ...communities])],
    prepends,
  };
}

/**
 * Returns preferences that rank a session behind all others: the highest priority that any other session can have, and
 * one more prepend.
 */
function drained(session: RouterSession, args: RouterConfigArgs): SessionPreferences {
  const all = args.sessions.map((one) => declared(one, args));
  const kept = declared(session, args).communities.filter((one) => !setsPriority(one));
  const last = [PREFERENCES.standby.community, ...all.flatMap(({ communities }) => communities)]
    .filter(setsPriority)
    .reduce((one, other) => (priority(other) > priority(one) ? other : one));
  return {
    localPreference: 0,
    communities: [...(args.dataplane === "v1" ? [] : [last]), ...kept, GRACEFUL_SHUTDOWN],
    prepends: Math.max(...all.map(({ prepends }) => prepends)) + 1,
  };
}

function priority(community: string): number {
  return PRIORITIES.get(community) ?? FACTS.bgpPriority.value;
}
