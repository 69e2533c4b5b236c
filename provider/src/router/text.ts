/** Text of a platform, and the comments that the texts of all platforms contain. */
import type { Link, LinkedRouter, Router } from "./router";

export interface RouterText {
  /** Commands and settings outside the routing daemon. */
  host?: readonly string[];
  /** Settings that a running router must already have, because other sessions share them. */
  required: readonly string[];
  notes: readonly string[];
  body: readonly string[];
}

/** Formats the comments above the body. Lines that can be copied are indented by three spaces. */
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

/** Returns the notes for every platform with BGP. `reopen` is the command that opens a closed session again. */
export function commonNotes(router: Router, reopen: string): string[] {
  return [
    `A session that exceeds ${router.maxPrefixes} prefixes closes. Find the cause, then run ${reopen}.`,
    ...linkNotes(router),
    ...router.links
      .filter(({ drain }) => drain)
      .map(
        ({ name }) => `${name} is drained. To end this, paste the text generated without drain.`,
      ),
  ];
}

/** Returns the notes about the links, for every platform. */
export function linkNotes({ links }: LinkedRouter): string[] {
  const checked = links.filter(({ healthCheck }) => healthCheck !== undefined);
  return [
    "Replies may leave over another link, as with direct server return. Do not use strict uRPF here or at the Internet providers.",
    ...(checked.length > 0
      ? [
          `Health checks: allow ICMP from Cloudflare on ${listOf(checked)}, up to several hundred packets per second.`,
        ]
      : []),
    ...checked
      .filter(({ healthCheck }) => healthCheck?.unidirectional)
      .map((link) => `Health checks of ${link.name}: responses leave over the Internet.`),
  ];
}

function listOf(links: readonly Link[]): string {
  return links.map((link) => link.interface).join(" and ");
}

/** Whether several sessions have the same local preference. A router might then share traffic among them. */
export function mayShare({ links }: Router): boolean {
  return new Set(links.map(({ localPreference }) => localPreference)).size < links.length;
}

/** Returns the note for platforms on which announced prefixes become BGP routes for all sessions. */
export function networkNotes({ standalone, announce }: Router): string[] {
  if (standalone || [...announce.ipv4, ...announce.ipv6].length === 0) return [];
  return ['Other sessions also announce the prefixes of "network" if their policies allow it.'];
}
