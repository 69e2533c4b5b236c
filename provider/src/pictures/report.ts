/** Self-contained HTML report on a design: summary, findings, diagram and tables. */

import { distinct } from "../domain/distinct";
import {
  type Assessment,
  type Blocker,
  type Design,
  type Scorecard,
  type Session,
  scorecardOf,
} from "../topology";
import { declaredPriority } from "../topology/preference";
import { WORST_FIRST } from "../topology/worst-outcome";
import { pairs, singleFailures, VERDICT_MEANINGS } from "./failure-matrix";
import { type FindingGroup, groupFindings } from "./findings";
import { Html, html } from "./html";
import { labelWithIcon, page, scroller, table } from "./report-parts";
import { reportStyle } from "./report-style";
import { scorecardHtml } from "./scorecard-html";
import { svg } from "./svg";
import { SEVERITY_TONES, type State, stateOfPort, stateOfSession, VERDICT_TONES } from "./tone";
import { rowsOf, treeOf } from "./tree";
import { failurePicker, failureRules } from "./what-if";
import { firstOf, speedOf } from "./words";

const MAX_PREFIXES = 8;

/**
 * Writes a self-contained HTML report on a design: summary, findings, diagram, failures, ports and
 * sessions. The same arguments always return the same text.
 *
 * @example
 * ```ts
 * import { writeFileSync } from "node:fs";
 * import { report } from "pulumi-cloudflare-cni/pictures";
 * import { assess, type Design } from "pulumi-cloudflare-cni/topology";
 *
 * const design: Design = { name: "transit", intent: "single", ports: [], sessions: [] };
 * writeFileSync("transit.html", report(design, assess(design)));
 * ```
 */
export function report(design: Design, assessment: Assessment): string {
  const { name } = design;
  const card = scorecardOf(design, assessment);
  return page(
    `${name}: interconnects`,
    [reportStyle(), ...failureRules(design, assessment)].join("\n"),
    html`<header>
<p class="eyebrow muted">Cloudflare Network Interconnect</p>
<h1>${name}</h1>
</header>
<main>
${scorecardHtml(card)}
<h2>Findings</h2>
${findings(assessment, card)}
<h2>Diagram</h2>
<div class="what-if">
${failurePicker(design, assessment)}
<div class="wide">${scroller("Diagram", new Html(svg(design, assessment, { hasHeader: false })))}</div>
<div class="narrow">${new Html(svg(design, assessment, { hasHeader: false, isNarrow: true }))}</div>
</div>
<h2>Failures</h2>
<h3>Single failures</h3>
${singleFailures(design, assessment)}
<h3>Pairs of facilities</h3>
${pairs(design, assessment)}
<h2>Ports</h2>
${ports(design)}
<h2>Sessions</h2>
${sessions(design)}
<h2>How to read this report</h2>
${howToRead()}
</main>`,
  ).markup;
}

function findings({ blockers }: Assessment, { lights }: Scorecard): Html {
  if (blockers.length === 0) {
    const now = lights.find(({ title, level }) => title === "Working now" && level !== "good");
    return html`<p>No findings on the design.${now ? html` ${now.detail}` : html``}</p>`;
  }
  return html`<ul class="blockers">${groupFindings(blockers).map(findingCard)}</ul>`;
}

/** Card of the findings of one type and severity: the first in full, then the names that the others are about. */
function findingCard({ number, type, severity, blockers }: FindingGroup): Html {
  const [first, ...others] = blockers;
  const tone = SEVERITY_TONES[severity];
  const word = severity === "unknown" ? "open question" : severity;
  const url = first?.documentationUrl ?? "";
  // Any other URL, such as "javascript:", could run code.
  const link = /^https?:\/\//.test(url) ? html`<p><a href="${url}">Documentation</a></p>` : html``;
  const count = others.length > 0 ? html` × ${blockers.length}` : html``;
  return html`<li class="g-${tone}"><div class="kind"><span class="number-badge t-${tone}">${number}</span>${labelWithIcon(tone, word)} <code>${type}</code>${count}</div><p>${first?.explanation}</p>${alsoAbout(others)}${link}</li>`;
}

function alsoAbout(others: readonly Blocker[]): Html {
  if (others.length === 0) return html``;
  const names = distinct(others.flatMap(namesIn));
  const explanations = others.map(({ explanation }) => html`<li>${explanation}</li>`);
  return html`<p>Also: ${names.join(", ") || `${others.length} more`}.</p>
<details class="screen"><summary>Every explanation</summary><ul>${explanations}</ul></details>`;
}

/** Names of what a finding is about, most specific first. */
function namesIn({ sessions, ports, devices, facilities, metros }: Blocker): readonly string[] {
  return [sessions, ports, devices, facilities, metros].find((names) => names?.length) ?? [];
}

function ports(design: Design): Html {
  if (design.ports.length === 0) return html`<p>The design has no ports.</p>`;
  const unknown = "unknown";
  return table(
    "Ports",
    [
      { title: "Port", cell: ({ port }) => port.name },
      { title: "State", cell: ({ port }) => stateCell(stateOfPort(port)) },
      { title: "Interconnect", cell: ({ port }) => port.interconnect ?? "–" },
      { title: "Speed", cell: ({ port }) => speedOf(port), kind: "number" },
      { title: "Metro", cell: ({ metro = unknown }) => metro },
      { title: "Facility", cell: ({ facility = unknown }) => facility },
      { title: "Site", cell: ({ port }) => port.site ?? unknown },
      { title: "Device", cell: ({ device = unknown }) => device },
      { title: "Sessions", cell: ({ sessions }) => `${sessions.length}`, kind: "number" },
    ],
    rowsOf(treeOf(design)),
  );
}

function sessions({ ports, sessions }: Design): Html {
  if (sessions.length === 0) return html`<p>The design has no sessions.</p>`;
  const portOf = ({ port }: Session) => ports.find(({ name }) => name === port);
  return table<Session>(
    "Sessions",
    [
      { title: "Session", cell: ({ name }) => name },
      {
        title: "State",
        cell: (session) => stateCell(stateOfSession(session, portOf(session))),
      },
      { title: "Port", cell: ({ port }) => port },
      { title: "Customer IP", cell: ({ customerIp }) => customerIp ?? "–" },
      { title: "Cloudflare IP", cell: ({ cloudflareIp }) => cloudflareIp ?? "–" },
      {
        title: "Routing",
        cell: ({ bgp, customerAsn, md5 }) =>
          bgp
            ? ["BGP", customerAsn && `AS${customerAsn}`, md5 && "MD5"].filter(Boolean).join(", ")
            : "static",
      },
      {
        title: "Preference",
        cell: ({ localPreference }) => `${localPreference ?? "–"}`,
        kind: "number",
      },
      {
        title: "Priority",
        cell: (session) => `${declaredPriority(session) ?? "–"}`,
        kind: "number",
      },
      { title: "MTU", cell: ({ mtu }) => `${mtu ?? "–"}`, kind: "number" },
      {
        title: "Prefixes",
        cell: ({ prefixes = [] }) => firstOf(prefixes, MAX_PREFIXES) || "–",
        kind: "text",
      },
    ],
    sessions,
  );
}

function stateCell({ tone, word }: State): Html {
  return labelWithIcon(tone, word);
}

function howToRead(): Html {
  const meanings = WORST_FIRST.map(
    (verdict) =>
      html`<li>${labelWithIcon(VERDICT_TONES[verdict], verdict)}: ${VERDICT_MEANINGS[verdict]}</li>`,
  );
  return html`<p><strong>Diversity</strong> is the strongest intent that the declared ports achieve. <strong>Working now</strong> counts only Healthy ports whose sessions are not known to be down. In a bar, the line is the demand, the color is what the worst failure leaves, and grey is what it takes away.</p>
<p>Capacity counts only the sessions that carry traffic: to Cloudflare, the sessions with the highest local preference; to the customer, the sessions with the lowest route priority for each prefix, and the prefix with the least capacity counts. To the customer, each of their ports carries its speed. To Cloudflare, a session carries 1 Gbps on dataplane v2, and a GRE tunnel carries 1 Gbps on v1.</p>
<p>An <strong>assumed</strong> failure takes down ports whose place is unknown. A dashed box in the diagram is an unknown device, facility or metro.</p>
<ul class="legend">${meanings}</ul>`;
}
