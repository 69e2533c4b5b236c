/** What remains after single failures and after pairs of facilities. */

import { distinct } from "../domain/distinct";
import { listed } from "../domain/text";
import type {
  Assessment,
  Capacity,
  Design,
  Failure,
  FailureKind,
  Outage,
  Outcome,
  Verdict,
} from "../topology";
import { formatOutage } from "../topology";
import { longer } from "../topology/outage-range";
import { byShortfall, demandOf, WORST_FIRST } from "../topology/worst-outcome";
import { type Html, html } from "./html";
import { barOf, type Column, labelWithIcon, scroller, table } from "./report-parts";
import { lengthsOf } from "./scorecard-bars";
import { VERDICT_TONES } from "./tone";
import { firstOf, gbps } from "./words";

const MAX_NAMES = 3;
const MAX_CARRIED = 20;

export const VERDICT_MEANINGS: Record<Verdict, string> = {
  lost: "no traffic gets through",
  backup: "no interconnect remains, so the backup must carry all traffic",
  degraded: "some traffic gets through, less than the demand",
  unknown: "depends on something unknown",
  carried: "what remains carries the demand",
};

/** Failures that leave the same ports, with the outcome of the worst of them. */
export interface FailureGroup {
  failures: readonly Failure[];
  outcome: Outcome;
}

/** Groups single failures that leave the same ports, largest shortfall first. */
export function groupFailures(design: Design, assessment: Assessment): FailureGroup[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of assessment.singleFailures) {
    const key = JSON.stringify(outcome.survivors);
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  const compare = byShortfall(design, assessment);
  return [...groups.values()]
    .flatMap((outcomes) => {
      // What is certain goes before what is only assumed.
      const [first] = outcomes.toSorted(
        (one, other) => Number(isAssumed(one)) - Number(isAssumed(other)),
      );
      if (first === undefined) return [];
      const failures = outcomes.flatMap((one) => one.failures);
      return [{ failures, outcome: { ...first, outage: longestOf(outcomes) } }];
    })
    .toSorted((one, other) => compare(one.outcome, other.outcome));
}

/** Table of single failures. Collapses carried failures if there are many. */
export function singleFailures(design: Design, assessment: Assessment): Html {
  const groups = groupFailures(design, assessment);
  if (groups.length === 0) return html`<p>Nothing can fail: the design has no ports.</p>`;
  const carried = groups.filter(({ outcome }) => outcome.verdict === "carried");
  const rest = groups.filter(({ outcome }) => outcome.verdict !== "carried");
  const rows = (name: string, some: readonly FailureGroup[]) =>
    some.length > 0 ? table(name, columns(design, assessment), some) : html``;
  const tables =
    carried.length > MAX_CARRIED
      ? html`${rows("Single failures", rest)}
<details><summary>${carried.length} carried failures</summary>
${rows("Carried single failures", carried)}
</details>`
      : rows("Single failures", groups);
  return html`${counts(assessment.singleFailures)}
${reasonsOfUnknown(design, assessment)}
${tables}`;
}

function columns(design: Design, { capacity }: Assessment): Column<FailureGroup>[] {
  const total = design.ports.length;
  return [
    {
      title: "What fails",
      cell: ({ failures, outcome: { unreachable } }) => {
        const lost = firstOf(unreachable, MAX_NAMES);
        return html`${firstOf(failures.map(nameOf), MAX_NAMES)}${lost ? html`<br><span class="muted">no interconnect reaches ${lost}</span>` : html``}`;
      },
    },
    { title: "Verdict", cell: ({ outcome }) => verdictCell(outcome.verdict) },
    {
      title: "Ports left",
      cell: ({ outcome }) => `${outcome.survivors.length} of ${total}`,
      kind: "number",
    },
    rate("To customer", "toCustomer", design, capacity),
    rate("To Cloudflare", "toCloudflare", design, capacity),
    outageColumn("Outage to customer", "toCustomer"),
    outageColumn("Outage to Cloudflare", "toCloudflare"),
  ];
}

function rate(
  title: string,
  direction: keyof Capacity,
  design: Design,
  designed: Capacity,
): Column<FailureGroup> {
  const needed = demandOf(design)[direction];
  return {
    title,
    ...(needed > 0 ? { subtitle: `needs ${gbps(needed)}` } : {}),
    kind: "number",
    cell: ({ outcome }) => {
      const left = outcome.capacity[direction];
      const bar = barOf(lengthsOf({ needed, left, whole: designed[direction] }));
      const figure =
        left < needed ? html`<span class="short">${gbps(left)} ✕</span>` : html`${gbps(left)}`;
      return html`${bar}${figure}`;
    },
  };
}

/** Longest outage of a direction, with that of a failure that is seen if it is shorter. */
function outageColumn(title: string, direction: keyof Outage): Column<FailureGroup> {
  return {
    title,
    kind: "number",
    cell: ({ outcome: { outage } }) => {
      if (outage === undefined) return "";
      const { seen, silent } = outage[direction];
      const ifSeen = formatOutage(seen);
      const ifSilent = formatOutage(silent);
      return ifSeen === ifSilent ? ifSilent : html`${ifSilent}<br>link down: ${ifSeen}`;
    },
  };
}

function longestOf(outcomes: readonly Outcome[]): Outage | undefined {
  return outcomes
    .flatMap(({ outage }) => outage ?? [])
    .reduce<Outage | undefined>(
      (longest, outage) =>
        longest === undefined
          ? outage
          : {
              toCustomer: longerOf(longest.toCustomer, outage.toCustomer),
              toCloudflare: longerOf(longest.toCloudflare, outage.toCloudflare),
            },
      undefined,
    );
}

function longerOf(one: Outage["toCustomer"], other: Outage["toCustomer"]): Outage["toCustomer"] {
  return { seen: longer(one.seen, other.seen), silent: longer(one.silent, other.silent) };
}

function isAssumed({ failures }: Outcome): boolean {
  return failures.some(({ uncertain }) => uncertain);
}

/** Steps of a chain that have no upper limit say so in their text. */
const OPEN_STEP = /unknown|moves/;

/** Why something is unknown, once for the whole table. */
function reasonsOfUnknown({ ports }: Design, { singleFailures }: Assessment): Html {
  const isUnknown = singleFailures.some(({ verdict }) => verdict === "unknown");
  const assumed = singleFailures
    .filter(isAssumed)
    .flatMap(({ failures }) => failures.flatMap((one) => one.ports));
  const withoutSpeed = ports.filter(({ speed }) => speed === undefined).map(({ name }) => name);
  const steps = singleFailures.flatMap(({ outage }) =>
    outage === undefined
      ? []
      : [outage.toCustomer, outage.toCloudflare]
          .flatMap(({ seen, silent }) => [seen, silent])
          .filter(({ most }) => most === "unknown")
          .flatMap(({ chain }) => chain.filter((step) => OPEN_STEP.test(step))),
  );
  const reasons = [
    ...(isUnknown && assumed.length > 0
      ? [
          `Verdict unknown: the place of ${firstOf(distinct(assumed), MAX_NAMES)} is not certain, so they are assumed to fail together.`,
        ]
      : []),
    ...(isUnknown && withoutSpeed.length > 0
      ? [`Verdict unknown: the speed of ${firstOf(withoutSpeed, MAX_NAMES)} is unknown.`]
      : []),
    ...(steps.length > 0 ? [`Outage without an upper limit: ${listed(distinct(steps))}.`] : []),
  ];
  return reasons.length > 0
    ? html`<ul class="reasons">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`
    : html``;
}

/** Grid of the facilities: what is left if two of them fail, and on the diagonal if one does. */
export function pairs(design: Design, { singleFailures, pairs }: Assessment): Html {
  const ofFacilities = [...singleFailures, ...pairs].filter(({ failures }) =>
    failures.every(({ kind }) => kind === "facility"),
  );
  const names = distinct(ofFacilities.flatMap(({ failures }) => failures.map(({ name }) => name)));
  if (names.length < 2) return html`<p>The design has no two facilities.</p>`;
  const outcomeOf = (one: string, other: string) =>
    ofFacilities.find(({ failures }) => {
      const failed = failures.map(({ name }) => name);
      return (
        failed.length === new Set([one, other]).size &&
        [one, other].every((name) => failed.includes(name))
      );
    });
  const head = names.map((name) => html`<th scope="col">${name}</th>`);
  const rows = names.map((one, row) => {
    const cells = names.map((other, at) => {
      const outcome = at <= row ? outcomeOf(one, other) : undefined;
      return html`<td>${outcome ? pairCell(outcome, design) : html``}</td>`;
    });
    return html`<tr><th scope="row">${one}</th>${cells}</tr>`;
  });
  return html`${counts(pairs)}
<p>What is left to the customer if two facilities fail, and on the diagonal if one does. It includes every pair of ports and devices in them.</p>
${scroller(
  "Pairs of facilities",
  html`<table class="grid"><thead><tr><th scope="col">Facility</th>${head}</tr></thead><tbody>
${rows}
</tbody></table>`,
)}`;
}

function pairCell({ verdict, capacity }: Outcome, design: Design): Html {
  const left = gbps(capacity.toCustomer);
  const isShort = capacity.toCustomer < demandOf(design).toCustomer;
  return html`${verdictCell(verdict)}<br>${isShort ? html`<span class="short">${left} ✕</span>` : html`${left}`}`;
}

function counts(outcomes: readonly Outcome[]): Html {
  const words = WORST_FIRST.flatMap((verdict) => {
    const own = outcomes.filter((outcome) => outcome.verdict === verdict);
    return own.length > 0 ? [html`<li>${own.length} ${verdictCell(verdict)}</li>`] : [];
  });
  return html`<ul class="counts">${words}</ul>`;
}

const KINDS: Record<FailureKind, string> = {
  port: "port",
  device: "device",
  facility: "facility",
  metro: "metro",
  pop: "PoP",
  maintenance: "maintenance of",
  "customer-router": "your router",
  "customer-site": "your site",
  "customer-power": "your power feed",
  duct: "duct",
};

export function nameOf({ kind, name, uncertain }: Failure): string {
  return `${KINDS[kind]} ${name}${uncertain ? " (assumed)" : ""}`;
}

export function verdictCell(verdict: Verdict): Html {
  return labelWithIcon(VERDICT_TONES[verdict], verdict);
}
