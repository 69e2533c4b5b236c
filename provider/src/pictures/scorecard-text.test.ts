import { assess, scorecardOf } from "../topology";
import { scorecardText } from ".";
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

it("scorecardText makes text from outside inert", () => {
  const design = { ...THREE, name: "\u001b[31mred\n::error::x" };
  expect(scorecardText(scorecardOf(design, assess(design)))).toMatch(/^\? red ::error::x: May/);
});
