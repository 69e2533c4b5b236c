/**
 * Failures to pick in the report, without a script: each is a radio button, and CSS shows its outcome and changes the
 * lines of the picture. On paper, the three worst are small pictures instead.
 */

import type { Assessment, Capacity, Design, Outcome, Path } from "../topology";
import { formatOutage } from "../topology";
import { hasBackup, nameOfBackup } from "../topology/backup";
import { demandOf } from "../topology/worst-outcome";
import { type FailureGroup, groupFailures, nameOf, verdictCell } from "./failure-matrix";
import { Html, html } from "./html";
import { barsHtml } from "./scorecard-html";
import { firstOf } from "./words";

const MAX_NAMES = 3;
/** More would make the rules of a page with hundreds of ports larger than all the rest. */
const MAX_FAILURES = 100;
const PRINTED = 3;

/** Radio buttons, one for each group of failures that leaves the same ports, and the outcome of each. */
export function failurePicker(design: Design, assessment: Assessment): Html {
  const groups = pickable(design, assessment);
  if (groups.length === 0) return html``;
  const chips = groups.map(({ failures }, at) => chip(at + 1, firstOf(failures.map(nameOf), 1)));
  const outcomes = groups.map(
    (group, at) => html`<div class="o${at + 1}">${outcomeOf(group, design, assessment)}</div>`,
  );
  return html`<fieldset class="chips"><legend>Pick a failure</legend>
${chip(0, "nothing fails", true)}
${chips}
</fieldset>
<div class="outcomes">
${outcomes}
</div>
<div class="miniatures"><p>The worst failures</p>${groups.slice(0, PRINTED).map((group) => miniature(group, design, assessment))}</div>`;
}

function pickable(design: Design, assessment: Assessment): FailureGroup[] {
  return groupFailures(design, assessment).slice(0, MAX_FAILURES);
}

function chip(at: number, text: string, isChecked = false): Html {
  const checked = isChecked ? html` checked` : html``;
  return html`<label><input type="radio" name="failure" id="f${at}" autocomplete="off"${checked}>${text}</label>`;
}

function outcomeOf(
  { failures, outcome }: FailureGroup,
  design: Design,
  { capacity }: Assessment,
): Html {
  const { outage } = outcome;
  const rates = { demand: demandOf(design), remaining: outcome.capacity, designed: capacity };
  const stops = outage
    ? html`<p>Traffic stops: to the customer ${formatOutage(outage.toCustomer.silent)}, to Cloudflare ${formatOutage(outage.toCloudflare.silent)}. Every other port is assumed to work.</p>`
    : html``;
  return html`<p><strong>${firstOf(failures.map(nameOf), MAX_NAMES)}</strong> ${verdictCell(outcome.verdict)}</p>
${barsHtml(rates)}${stops}`;
}

/** CSS that greys what a picked failure takes away and draws the remaining path thick. */
export function failureRules(design: Design, assessment: Assessment): string[] {
  const names = design.ports.map(({ name }) => name);
  const rules = pickable(design, assessment).flatMap(({ outcome }, at) => {
    const scope = `.what-if:has(#f${at + 1}:checked)`;
    const lost = names.flatMap((name, port) => (outcome.survivors.includes(name) ? [] : [port]));
    const down = portsOf(design, outcome.path, "toCustomer");
    const up = portsOf(design, outcome.path, "toCloudflare");
    const isOnBackup = usesBackup(design, outcome);
    return [
      `${scope} .o${at + 1}{display:block}`,
      ruleFor(scope, lost, "", "opacity:.25"),
      ruleFor(scope, [...new Set([...down, ...up])], " .link", `${THICK};stroke-dasharray:none`),
      ruleFor(scope, down, " .taken.down", "display:inline"),
      ruleFor(scope, up, " .taken.up", "display:inline"),
      isOnBackup ? `${scope} .link.backup{${THICK}}` : "",
    ];
  });
  const picked = ".what-if:not(:has(#f0:checked))";
  return [
    "@media screen{",
    `${picked} .link{stroke-width:1}`,
    `${picked} .rate{display:none}`,
    ...rules.filter(Boolean),
    "}",
  ];
}

const THICK = "stroke-width:5;stroke:var(--path)";

function ruleFor(scope: string, ports: readonly number[], what: string, style: string): string {
  if (ports.length === 0) return "";
  return `${scope} :is(${ports.map((port) => `.p${port}`).join(",")})${what}{${style}}`;
}

/** Positions of the ports whose sessions carry the traffic of a direction. */
function portsOf({ ports, sessions }: Design, path: Path, direction: keyof Capacity): number[] {
  const active = new Set(
    sessions.filter(({ name }) => path[direction].includes(name)).map(({ port }) => port),
  );
  return ports.flatMap(({ name }, at) => (active.has(name) ? [at] : []));
}

function usesBackup({ backup }: Design, { path }: Outcome): boolean {
  if (!hasBackup(backup)) return false;
  const name = nameOfBackup(backup);
  return path.toCustomer.includes(name) || path.toCloudflare.includes(name);
}

const SQUARE = 12;
const PER_ROW = 10;

/** Small picture of the ports that a failure leaves, for paper. */
function miniature(group: FailureGroup, design: Design, assessment: Assessment): Html {
  const { survivors, path } = group.outcome;
  const active = new Set([
    ...portsOf(design, path, "toCustomer"),
    ...portsOf(design, path, "toCloudflare"),
  ]);
  const squares = design.ports.map(({ name }, at) => {
    const [x, y] = [(at % PER_ROW) * (SQUARE + 4) + 1, Math.floor(at / PER_ROW) * (SQUARE + 4) + 1];
    const look = survivors.includes(name) ? (active.has(at) ? "left" : "designed") : "gone";
    const cross =
      look === "gone"
        ? `<path d="M${x} ${y}l${SQUARE} ${SQUARE}m0 ${-SQUARE}l${-SQUARE} ${SQUARE}"/>`
        : "";
    return new Html(
      `<rect class="${look}" x="${x}" y="${y}" width="${SQUARE}" height="${SQUARE}"/>${cross}`,
    );
  });
  const width = PER_ROW * (SQUARE + 4);
  const height = Math.ceil(design.ports.length / PER_ROW) * (SQUARE + 4);
  const legend = `${survivors.length} of ${design.ports.length} ports left, ${active.size} in use`;
  return html`<figure><svg class="bar ports" viewBox="0 0 ${width} ${height}" role="img" aria-label="${legend}">${squares}</svg><figcaption>${legend}</figcaption>${outcomeOf(group, design, assessment)}</figure>`;
}
