/** What remains after single failures and after pairs of failures. */

import { listed } from "../domain/text";
import type {
  Assessment,
  Capacity,
  Design,
  Failure,
  FailureKind,
  Outage,
  Outcome,
  Path,
  Verdict,
} from "../topology";
import { formatOutage } from "../topology";
import { type Html, html } from "./html";
import { type Column, labelWithIcon, table } from "./report-parts";
import { VERDICT_TONES } from "./tone";
import { firstOf, gbps } from "./words";

const MAX_NAMES = 2;
const MAX_PAIRS = 25;
const MAX_CARRIED = 20;

/** Verdicts, worst first. */
export const VERDICTS: readonly Verdict[] = ["lost", "backup", "degraded", "unknown", "carried"];

export const VERDICT_MEANINGS: Record<Verdict, string> = {
  lost: "no traffic gets through",
  backup: "no interconnect remains, so the backup must carry all traffic",
  degraded: "some traffic gets through, less than the demand",
  unknown: "depends on something unknown",
  carried: "what remains carries the demand",
};

/** Table of single failures, worst first. Collapses carried failures if there are many. */
export function singleFailures(design: Design, { singleFailures }: Assessment): Html {
  if (singleFailures.length === 0) return html`<p>Nothing can fail: the design has no ports.</p>`;
  const sorted = singleFailures.toSorted(byVerdict);
  const carried = sorted.filter(({ verdict }) => verdict === "carried");
  const rest = sorted.filter(({ verdict }) => verdict !== "carried");
  const rows = (name: string, outcomes: readonly Outcome[]) =>
    outcomes.length > 0
      ? table(name, columns(design, "What fails", { withOutage: true }), outcomes)
      : html``;
  const tables =
    carried.length > MAX_CARRIED
      ? html`${rows("Single failures", rest)}
<details><summary>${carried.length} carried failures</summary>
${rows("Carried single failures", carried)}
</details>`
      : rows("Single failures", sorted);
  return html`${counts(singleFailures)}
${tables}`;
}

/** Table of the worst pairs of failures. Shows only one of the pairs that leave the same ports. */
export function pairs(design: Design, { pairs }: Assessment): Html {
  if (pairs.length === 0) return html`<p>No two failures are independent of each other.</p>`;
  const distinct = new Map<string, Outcome>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.verdict, pair.survivors]);
    if (!distinct.has(key)) distinct.set(key, pair);
  }
  const worst = [...distinct.values()]
    .filter(({ verdict }) => verdict !== "carried")
    .toSorted(byWeight);
  const rest = worst.length - MAX_PAIRS;
  const note =
    worst.length === 0
      ? "Every pair is carried."
      : `The worst${rest > 0 ? ` ${MAX_PAIRS}` : ""} pairs; pairs that leave the same ports appear once${rest > 0 ? `. ${rest} less severe pairs are omitted` : ""}:`;
  return html`${counts(pairs)}
<p>${note}</p>
${worst.length > 0 ? table("The worst pairs", columns(design, "What fails together", { withOutage: false }), worst.slice(0, MAX_PAIRS)) : html``}`;
}

function counts(outcomes: readonly Outcome[]): Html {
  const words = VERDICTS.flatMap((verdict) => {
    const own = outcomes.filter((outcome) => outcome.verdict === verdict);
    return own.length > 0 ? [html`<li>${own.length} ${verdictCell(verdict)}</li>`] : [];
  });
  return html`<ul class="counts">${words}</ul>`;
}

function columns(
  { ports, demand }: Design,
  title: string,
  { withOutage }: { withOutage: boolean },
): Column<Outcome>[] {
  return [
    { title, cell: ({ failures }) => listed(failures.map(nameOf)) },
    { title: "Verdict", cell: ({ verdict }) => verdictCell(verdict) },
    {
      title: "Ports left",
      cell: ({ survivors }) => `${survivors.length} of ${ports.length}`,
      kind: "number",
    },
    rate("To customer", "toCustomer", demand),
    rate("To Cloudflare", "toCloudflare", demand),
    ...(withOutage
      ? [
          outageColumn(html`Outage<br>to customer`, "toCustomer"),
          outageColumn(html`Outage<br>to Cloudflare`, "toCloudflare"),
        ]
      : []),
    {
      title: "Path",
      kind: "text",
      cell: ({ path, unreachable }) => {
        const lost = firstOf(unreachable, MAX_NAMES);
        return html`${pathCell(path)}${lost && html`<br>not over an interconnect: ${lost}`}`;
      },
    },
  ];
}

/** Shows one path if it is the same in both directions. */
function pathCell({ toCustomer, toCloudflare }: Path): Html {
  const [down, up] = [toCustomer, toCloudflare].map(
    (names) => firstOf(names, MAX_NAMES) || "nothing",
  );
  return down === up ? html`${down}` : html`to customer: ${down}<br>to Cloudflare: ${up}`;
}

function rate(title: string, direction: keyof Capacity, demand: Design["demand"]): Column<Outcome> {
  const needed = demand?.[direction] ?? 0;
  return {
    title: needed > 0 ? html`${title}<br>needs ${gbps(needed)}` : title,
    kind: "number",
    cell: ({ capacity }) => {
      const left = gbps(capacity[direction]);
      return capacity[direction] < needed ? html`<span class="short">${left} ✕</span>` : left;
    },
  };
}

const KINDS: Record<FailureKind, string> = {
  port: "port",
  device: "device",
  facility: "facility",
  metro: "metro",
  pop: "PoP",
  maintenance: "maintenance",
  "customer-router": "your router",
  "customer-site": "your site",
  "customer-power": "your power feed",
  duct: "duct",
};

function nameOf({ kind, name, uncertain }: Failure): string {
  return `${KINDS[kind]} ${name}${uncertain ? " (assumed)" : ""}`;
}

/** Longest outage of a direction, with that of a failure that is seen if it is shorter. */
function outageColumn(title: Html, direction: keyof Outage): Column<Outcome> {
  return {
    title,
    kind: "number",
    cell: ({ outage }) => {
      if (outage === undefined) return "";
      const { seen, silent } = outage[direction];
      const ifSeen = formatOutage(seen);
      const ifSilent = formatOutage(silent);
      return ifSeen === ifSilent ? ifSilent : html`${ifSilent}<br>link down: ${ifSeen}`;
    },
  };
}

function verdictCell(verdict: Verdict): Html {
  return labelWithIcon(VERDICT_TONES[verdict], verdict);
}

function byVerdict(one: Outcome, other: Outcome): number {
  return VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict);
}

function byWeight(one: Outcome, other: Outcome): number {
  return (
    byVerdict(one, other) ||
    one.capacity.toCustomer - other.capacity.toCustomer ||
    one.capacity.toCloudflare - other.capacity.toCloudflare
  );
}
