/** Prints plans for people. */
import { counted, listed } from "../../../domain/text";
import type { Alternative, Candidate, Plan } from "../../../topology/plan/plan";
import { demandOf } from "../../../topology/worst-outcome";
import { type Output, plain } from "../../output";
import type { Column } from "../../table";

export function printPlan(output: Output, plan: Plan): void {
  const { candidates, missing, alternatives } = plan;
  if (candidates.length > 0) {
    output.table(
      COLUMNS,
      candidates.map((candidate, at) => ({ number: at + 1, candidate })),
    );
    output.note(legend(candidates));
  }
  if (missing.length > 0) output.line(output.paint("red", "No design meets the requirement."));
  for (const sentence of missing) output.paragraph(plain(sentence), 2);
  if (missing.length > 0 && alternatives.length > 0) output.line("Can be met:");
  for (const alternative of alternatives) {
    output.paragraph(plain(`${alternative.explanation} Use ${optionsFor(alternative)}.`), 2);
  }
  if (plan.judged > 0) output.note(searchInWords(plan));
}

const COLUMNS: readonly Column<Numbered>[] = [
  { title: "#", cell: ({ number }) => String(number), isKey: true },
  { title: "PORTS", cell: ({ candidate }) => plain(portsInWords(candidate)), isKey: true },
  { title: "KM", cell: ({ candidate }) => kilometres(candidate) },
  {
    title: "ACHIEVES",
    cell: ({ candidate }) => candidate.assessment.configured,
    isSentence: true,
  },
  { title: "LEFT", cell: ({ candidate }) => leftInFigures(candidate), isKey: true },
  { title: "SPARE", cell: ({ candidate }) => spare(candidate) },
  { title: "WHY", cell: ({ candidate }) => plain(candidate.reason), isSentence: true },
];

interface Numbered {
  number: number;
  candidate: Candidate;
}

function legend(candidates: readonly Candidate[]): string {
  const warnings = new Set(
    candidates.flatMap(({ assessment }) => assessment.blockers.map(({ type }) => type)),
  );
  const left =
    "LEFT: Gbps to you and to Cloudflare after the worst failure. SPARE: free slots of that speed that each facility keeps.";
  return warnings.size === 0 ? left : `${left} Warnings that remain: ${listed([...warnings])}.`;
}

function searchInWords({ judged, isLimited }: Plan): string {
  return `Judged ${counted(judged, "design")}, the nearest ones first${isLimited ? "; the search ended at its limit, so farther ones were not judged" : ""}.`;
}

/** Options of the command that stand for the change. */
export function optionsFor({ change }: Alternative): string {
  const { intent, within, customerRouters, maxPorts, demand, backup } = change;
  const options = [
    ...(intent === undefined ? [] : [`--intent ${intent}`]),
    ...(within === undefined ? [] : [`--within ${within}`]),
    ...(customerRouters === undefined ? [] : [`--customer-routers ${customerRouters.join(",")}`]),
    ...(backup === undefined || backup.kind === "none"
      ? []
      : [`--backup ${backup.kind}:${backup.capacity}`]),
    ...(maxPorts === undefined ? [] : [`--max-ports ${maxPorts}`]),
    ...(demand?.toCustomer === undefined ? [] : [`--demand-to-customer ${demand.toCustomer}`]),
    ...(demand?.toCloudflare === undefined
      ? []
      : [`--demand-to-cloudflare ${demand.toCloudflare}`]),
    ...("speed" in change ? ["no --speed"] : []),
    ...("maxOutage" in change ? ["no --max-outage"] : []),
  ];
  return listed(options);
}

function portsInWords({ facilities }: Candidate): string {
  return facilities
    .map(({ name, ports, speed }) => `${ports > 1 ? `${ports} x ` : ""}${speed}G ${name}`)
    .join(" + ");
}

function kilometres({ facilities }: Candidate): string {
  return facilities.map((one) => one.kilometres ?? "-").join(" + ");
}

function leftInFigures({ design, scorecard: { remaining } }: Candidate): string {
  const demand = demandOf(design);
  const part = (left: number, needed: number) => (needed > 0 ? `${left} of ${needed}` : `${left}`);
  return `${part(remaining.toCustomer, demand.toCustomer)} / ${part(remaining.toCloudflare, demand.toCloudflare)}`;
}

function spare({ facilities }: Candidate): string {
  return facilities.map(({ spareSlots }) => spareSlots).join(" + ");
}
