import { assess, type Design, scorecardOf } from "../topology";
import { diagram, report, scorecardText } from ".";
import { THREE } from "./testing/designs";

it("scorecardText writes the headline, the lights with their details, and aligned bars", () => {
  const lines = scorecardText(scorecardOf(THREE, assess(THREE))).split("\n");
  expect(lines[0]).toMatch(/^\? magic-transit: May achieve site-diverse: /);
  expect(lines.slice(1, -2).filter((_, at) => at % 2 === 0)).toEqual([
    "  ? Diversity: site-diverse",
    "  ! Capacity after the worst failure: some prefixes are lost",
    "  – Outage: at least 60 s",
    "  ✗ Working now: 1 of 3 ports",
  ]);
  expect(lines.slice(-2)).toEqual([
    "  To the customer  ███████████████│████  8 Gbps needed · 10 Gbps left if facility Equinix NY1 fails · 10 Gbps designed",
    "  To Cloudflare    ███████████████████│  1 Gbps needed · 1 Gbps left if facility Equinix NY1 fails · 1 Gbps designed",
  ]);
});

it("each form of the scorecard has the availability with its assumptions, and none without them", () => {
  const assumptions = { port: { mtbf: "2y", mttr: "4h" } };
  const assumed = { ...THREE, assumptions };
  const lines = scorecardText(scorecardOf(assumed, assess(assumed))).split("\n");
  expect(lines).toContain("  Assumed failures: port every 2y for 4h.");
  expect(lines.at(-1)).toMatch(/^ {2}Cloudflare gives no SLA for interconnects\./);
  const formsOf = (design: Design) => [
    report(design, assess(design)),
    diagram(design, assess(design), { format: "markdown" }),
    diagram(design, assess(design), { format: "svg" }).replaceAll(/<[^>]*>/g, ""),
  ];
  for (const form of formsOf(assumed)) {
    expect(form).toMatch(/port every 2y for 4h/);
    expect(form).toMatch(/Cloudflare gives no SLA/);
  }
  for (const form of formsOf(THREE)) expect(form).not.toMatch(/SLA/);
});

it("scorecardText makes text from outside inert", () => {
  const design = { ...THREE, name: "\u001b[31mred\n::error::x" };
  expect(scorecardText(scorecardOf(design, assess(design)))).toMatch(/^\? red ::error::x: May/);
});
