/**
 * Compares the availability of the HA examples with simulated years of the same assumptions, and checks that
 * docs/availability.md shows both. `UPDATE_DOCS=1` writes the table.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Assessment,
  type Assumptions,
  assess,
  type Design,
  type Downtime,
} from "pulumi-cloudflare-cni/topology";
import { minutesInWords } from "../../provider/src/topology/availability-words";
import { ROOT } from "../support/markdown";
import { type Estimate, simulate } from "./support/monte-carlo";
import { rehearse } from "./support/rehearse";

const PAGE = join(ROOT, "docs/availability.md");
const TABLE = /(<!-- generated: [^\n]* -->\n\n)[\s\S]*?(\n\n<!-- end -->)/;

/** Invented, and worse than most networks, so that pairs of failures occur often enough to be counted. */
const ASSUMPTIONS: Assumptions = {
  port: { mtbf: "1y", mttr: "12h" },
  device: { mtbf: "2y", mttr: "6h" },
  pop: { mtbf: "5y", mttr: "4h" },
  facility: { mtbf: "5y", mttr: "8h" },
  metro: { mtbf: "20y", mttr: "12h" },
  maintenance: { mtbf: "90d", mttr: "6h" },
  customerRouter: { mtbf: "3y", mttr: "8h" },
  customerSite: { mtbf: "10y", mttr: "12h" },
};

const EXAMPLES = [
  { example: "1-single", years: 5_000 },
  { example: "2-device-diverse", years: 10_000 },
  { example: "3-site-diverse", years: 30_000 },
  { example: "4-site-and-device-diverse", years: 50_000 },
];

interface Compared {
  example: string;
  years: number;
  assessment: Assessment;
  simulated: { toCustomer: Estimate; toCloudflare: Estimate };
}
const compared: Compared[] = [];

beforeAll(async () => {
  for (const { example, years } of EXAMPLES) {
    const { design: declared } = await rehearse(`ha/${example}`);
    const design: Design = {
      ...declared,
      assumptions: { ...declared.assumptions, ...ASSUMPTIONS },
    };
    compared.push({
      ...{ example, years, assessment: assess(design) },
      simulated: simulate(design, { years, seed: 1 }),
    });
  }
});

it.each(EXAMPLES)(
  "$example is below its demand for as long as in the simulated years",
  ({ example }) => {
    const found = compared.find((one) => one.example === example);
    const { toCustomer, toCloudflare, notCounted } = found?.assessment.availability ?? {};
    expect(notCounted).toEqual([]);
    expectAgreement(toCustomer, found?.simulated.toCustomer);
    expectAgreement(toCloudflare, found?.simulated.toCloudflare);
  },
);

/** The seed is constant, so a range of four standard errors never fails by chance. */
function expectAgreement(downtime: Downtime | undefined, simulated: Estimate | undefined) {
  const { minutes = Number.NaN, error = Number.NaN } = simulated ?? {};
  expect(error / minutes).toBeLessThan(0.25);
  expect(minutes).toBeGreaterThan((downtime?.least ?? Number.NaN) - 4 * error);
  expect(minutes).toBeLessThan(Number(downtime?.most) + 4 * error);
}

it("docs/availability.md shows both for each example", () => {
  const rows = compared.map(({ example, years, assessment: { availability }, simulated }) => [
    `[${example}](../examples/ha/${example}/README.md)`,
    rangeOf(availability?.toCustomer),
    estimateInWords(simulated.toCustomer),
    rangeOf(availability?.toCloudflare),
    estimateInWords(simulated.toCloudflare),
    years.toLocaleString("en-US"),
  ]);
  const head = [
    "Example",
    "To the customer",
    "Simulated",
    "To Cloudflare",
    "Simulated",
    "Simulated years",
  ];
  const table = [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
  const written = readFileSync(PAGE, "utf8").replace(
    TABLE,
    (_, before: string, after: string) => `${before}${table}${after}`,
  );
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
  expect(written).toContain(table);
});

function rangeOf(downtime: Downtime | undefined): string {
  return downtime === undefined ? "not judged" : minutesInWords(downtime).replace(/ minutes$/, "");
}

function estimateInWords({ minutes, error }: Estimate): string {
  const round = (value: number) => Number(value.toPrecision(3));
  return `${round(minutes).toLocaleString("en-US")} ± ${Number(error.toPrecision(2))}`;
}
