/** Text of a platform, and the comments that all platforms have. */
import type { Link, LinkedRouter, Router } from "./router";

export interface RouterText {
  /** Commands and settings outside the routing daemon. */
  host?: readonly string[];
  /** What a running router must already have, because other sessions share it. */
  required: readonly string[];
  notes: readonly string[];
  body: readonly string[];
}

/** Formats the comments above the body. Three spaces set off what can be copied. */
export function headOf(
  { standalone }: LinkedRouter,
  scope: string,
  { host = [], required, notes }: RouterText,
): string[] {
  return [
    ...(standalone ? [] : [`It changes only ${scope}.`]),
    ...section("On the host:", host),
    ...section("The router must already have:", standalone ? [] : required),
    ...section("Notes:", notes),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** Notes for every platform with BGP. `reopen` is the command that reopens a session. */
export function commonNotes(router: Router, reopen: string): string[] {
  return [
    `A session that exceeds ${router.maxPrefixes} prefixes closes. Find the cause, then run ${reopen}.`,
    ...linkNotes(router),
    ...router.links
      .filter(({ drain }) => drain)
      .map(({ name }) => `${name} is drained. Paste the text without drain to end that.`),
  ];
}

/** Notes about the links, for every platform. */
export function linkNotes({ links }: LinkedRouter): string[] {
  const checked = links.filter(({ healthCheck }) => healthCheck !== undefined);
  return [
    "Replies may leave by another link, as under direct server return: no strict uRPF here or at the Internet providers.",
    ...(checked.length > 0
      ? [
          `Health checks: let ICMP from Cloudflare in on ${listOf(checked)}, up to several hundred packets per second.`,
        ]
      : []),
    ...checked
      .filter(({ healthCheck }) => healthCheck?.unidirectional)
      .map((link) => `Health checks of ${link.name}: answers leave over the Internet.`),
  ];
}

function listOf(links: readonly Link[]): string {
  return links.map((link) => link.interface).join(" and ");
}

/** Whether several sessions have the same local preference, so that a router might share traffic among them. */
export function mayShare({ links }: Router): boolean {
  return new Set(links.map(({ localPreference }) => localPreference)).size < links.length;
}

/** Note for platforms on which announced prefixes are routes of BGP as a whole. */
export function networkNotes({ standalone, announce }: Router): string[] {
  if (standalone || [...announce.ipv4, ...announce.ipv6].length === 0) return [];
  return ['Other sessions announce the prefixes of "network" too, if their own policies let them.'];
}
