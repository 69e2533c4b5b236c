/** Generates the parts of an example's README that show the diagram, the findings and the failure matrix. */
import { readFile, writeFile } from "node:fs/promises";
import { diagram } from "pulumi-cloudflare-cni/pictures";
import {
  type Assessment,
  assess,
  type Design,
  formatOutage,
  type Outcome,
} from "pulumi-cloudflare-cni/topology";
import type { Judged } from "./rehearse";

const BLOCK = /(<!-- generated[^>]*-->\n)[\s\S]*?(<!-- end -->)/;

/** Checks that the generated part of a README is up to date, or updates it if `UPDATE_EXAMPLES` is set. */
export async function expectCurrent(readme: string, judged: Judged): Promise<void> {
  const text = await readFile(readme, "utf8");
  if (!BLOCK.test(text))
    throw new Error(`${readme} must contain <!-- generated --> … <!-- end -->.`);
  const current = text.replace(BLOCK, (_, begin, end) => `${begin}\n${generated(judged)}\n${end}`);
  if (process.env.UPDATE_EXAMPLES) await writeFile(readme, current);
  else expect(text).toBe(current);
}

function generated({ design, assessment }: Judged): string {
  const working = inGoodOrder(design);
  return [
    diagram(working, assess(working), { format: "markdown" }).trim(),
    "",
    ...blockers(assessment),
    "",
    ...matrix(design, assessment),
    "",
  ].join("\n");
}

/** Returns the design with every link up, and without names and addresses that depend on the account. */
function inGoodOrder(design: Design): Design {
  return {
    ...design,
    ports: design.ports.map(({ interconnect, ...port }) => ({
      ...port,
      interconnect: interconnect?.replace(/\d+$/, "…") ?? "…",
      state: "Healthy",
    })),
    sessions: design.sessions.map(({ customerIp: _, cloudflareIp: __, ...session }) => ({
      ...session,
      up: true,
    })),
  };
}

function blockers({ intent, configured, blockers }: Assessment): string[] {
  const summary = `Intent \`${intent}\`, configured \`${configured}\``;
  if (blockers.length === 0) return [`${summary}. No findings.`];
  return [
    `${summary}. Findings:`,
    "",
    ...blockers.map(
      ({ type, severity, explanation }) => `- ${severity} \`${type}\`: ${explanation}`,
    ),
  ];
}

function matrix({ ports, demand }: Design, { capacity, singleFailures }: Assessment): string[] {
  const both = `${capacity.toCustomer} Gbps to the customer, ${capacity.toCloudflare} Gbps to Cloudflare`;
  const rows = new Map<string, Outcome[]>();
  for (const outcome of singleFailures) {
    const { survivors, verdict } = outcome;
    const key = JSON.stringify([survivors, verdict, outagesOf(outcome)]);
    rows.set(key, [...(rows.get(key) ?? []), outcome]);
  }
  return [
    demand
      ? `Needed: ${demand.toCustomer ?? 0} Gbps to the customer, ${demand.toCloudflare ?? 0} Gbps to Cloudflare. Without failures: ${both}.`
      : `Without failures: ${both}.`,
    "",
    "| What fails | Ports that survive | Gbps to customer | Path | Gbps to Cloudflare | Path | Verdict | Outage to customer | Outage to Cloudflare |",
    "| --- | --- | --: | --- | --: | --- | --- | --- | --- |",
    ...[...rows.values()].flatMap((outcomes) =>
      outcomes.slice(0, 1).map((outcome) => {
        const { survivors, capacity, path, verdict } = outcome;
        const cells = [
          outcomes.flatMap(({ failures }) => failures.map(nameOf)).join("<br>"),
          survivors.length === ports.length ? "all" : survivors.join(", ") || "none",
          capacity.toCustomer,
          path.toCustomer.join(", ") || "nothing",
          capacity.toCloudflare,
          path.toCloudflare.join(", ") || "nothing",
          verdict,
          ...outagesOf(outcome),
        ];
        return `| ${cells.join(" | ")} |`;
      }),
    ),
  ];
}

/** Formats the outage in each direction if a link dies silently. Adds the outage if the link goes down if that is shorter. */
function outagesOf({ outage }: Outcome): string[] {
  if (outage === undefined) return [];
  return [outage.toCustomer, outage.toCloudflare].map(({ seen, silent }) => {
    const [ifSeen, ifSilent] = [formatOutage(seen), formatOutage(silent)];
    return ifSeen === ifSilent ? ifSilent : `${ifSilent}, ${ifSeen} if the link goes down`;
  });
}

function nameOf({ kind, name, uncertain }: Outcome["failures"][number]): string {
  const what = { pop: "PoP", maintenance: "maintenance of" }[String(kind)] ?? kind;
  return `${what} ${name}${uncertain ? " (assumed)" : ""}`;
}
