import fc from "fast-check";
import { type Assessment, assess, type Blocker } from "../topology";
import { report } from ".";
import { anyDesign } from "./testing/any-design";
import { EMPTY, FORTY, HOSTILE, THREE, THREE_KNOWN } from "./testing/designs";

function blocker(severity: Blocker["severity"], more: Partial<Blocker> = {}): Blocker {
  return {
    type: "TOO_FEW_DEVICES",
    severity,
    explanation: `This is the ${severity}.`,
    documentationUrl: "https://developers.cloudflare.com/network-interconnect/",
    ...more,
  };
}

function withBlockers(blockers: readonly Blocker[]): Assessment {
  return { ...assess(THREE), met: false, blockers };
}

test("report has its sections in a fixed order after the summary", () => {
  const page = report(THREE, assess(THREE));
  const headings = [...page.matchAll(/<h[123]>(.*?)<\/h[123]>/g)].map(([, text]) => text);
  expect(headings).toEqual([
    "magic-transit",
    "Findings",
    "Diagram",
    "Failures",
    "Single failures",
    "Pairs of facilities",
    "Ports",
    "Sessions",
    "How to read this report",
  ]);
  expect(page).toContain("<svg xmlns");
});

test("report begins with the four lights, the worst failure and a bar for each direction", () => {
  const page = report(THREE_KNOWN, assess(THREE_KNOWN));
  const [summary = ""] = page.split("<h2>Findings</h2>");
  expect(summary).toContain("Achieves site-diverse as designed, but not now.");
  const titles = [...summary.matchAll(/<p class="title">(.*?)<\/p>/g)].map(([, title]) => title);
  expect(titles).toEqual([
    "Diversity",
    "Capacity after the worst failure",
    "Outage",
    "Working now",
  ]);
  expect(summary.match(/ needed · .* left if facility .* fails · .* designed</g)).toHaveLength(2);
});

test("report explains errors beside an intent that the ports achieve", () => {
  const page = report(THREE_KNOWN, {
    ...assess(THREE_KNOWN),
    met: false,
    blockers: [blocker("error", { type: "ADDRESS_CONFLICT" })],
  });
  expect(page).toContain("Achieves site-diverse, but has 1 error (address conflict)");
  expect(page).not.toMatch(/not met/);
});

test("report without findings says which ports do not work", () => {
  const page = report(THREE_KNOWN, { ...assess(THREE_KNOWN), met: true, blockers: [] });
  expect(page).toContain("<p>No findings on the design. Unhealthy: newark-2.");
});

test("report lists errors before warnings and open questions, each with a documentation link", () => {
  const page = report(
    THREE,
    withBlockers([blocker("unknown"), blocker("warning"), blocker("error")]),
  );
  const order = ["error", "warning", "unknown"].map((word) => page.indexOf(`This is the ${word}.`));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(page.match(/<a href="https:\/\/developers\.cloudflare\.com/g)).toHaveLength(3);
  expect(page).toContain("1 error (too few devices)");
});

test("report links only http and https URLs", () => {
  const page = report(
    THREE,
    withBlockers([blocker("error", { documentationUrl: "javascript:alert(1)" })]),
  );
  expect(page).not.toContain("javascript:");
});

test("report loads no resources and runs no code", () => {
  for (const design of [THREE, FORTY, HOSTILE, EMPTY]) {
    const page = report(design, assess(design));
    const tags = page.match(/<[^>]*>/g)?.join("");
    expect(tags).not.toMatch(/<script|<img|<link|<iframe| on\w+=| src=/);
    expect(page).not.toMatch(/@import|url\(/);
    expect(page).toContain("default-src 'none'");
  }
});

test("report prints only known properties of a design", () => {
  const secret = "correct-horse-battery-staple";
  const add = <Item extends object>(item: Item) => ({ ...item, md5Key: secret, secret });
  const design = {
    ...add(THREE),
    ports: THREE.ports.map(add),
    sessions: THREE.sessions.map(add),
  };
  expect(report(design, assess(design))).not.toContain(secret);
});

function rowsOf(page: string, table: string): string[] {
  const [, after = ""] = page.split(`aria-label="${table}"`);
  const [, body = ""] = (after.split("</table>")[0] ?? "").split("<tbody>");
  return body.split("<tr>").slice(1);
}

test("report has one row for failures that leave the same ports, largest shortfall first", () => {
  const assessment = assess(THREE_KNOWN);
  const rows = rowsOf(report(THREE_KNOWN, assessment), "Single failures");
  const groups = new Set(assessment.singleFailures.map(({ survivors }) => survivors.join()));
  expect(rows).toHaveLength(groups.size);
  const verdicts = rows.map((row) => /<\/svg> (\w+)/.exec(row)?.[1]);
  expect(verdicts).toEqual(verdicts.toSorted().toReversed());
  expect(rows.join()).toContain("facility Equinix AT1, metro ATL, PoP ewr-a");
  expect(rows.join()).toContain('<rect class="left"');
});

test("report has a radio button for each failure that leaves other ports, and one for none", () => {
  const page = report(FORTY, assess(FORTY));
  const groups = new Set(assess(FORTY).singleFailures.map(({ survivors }) => survivors.join()));
  expect(page.match(/<input type="radio"/g)).toHaveLength(groups.size + 1);
  expect(report(EMPTY, assess(EMPTY))).not.toContain("<input");
});

test("report explains what is unknown once above the failures", () => {
  const page = report(THREE, assess(THREE));
  expect(page.match(/Outage without an upper limit: /g)).toHaveLength(1);
  expect(page).toContain("(assumptions.customerConvergence)");
});

test("report shows pairs of failures as a grid of facilities, with each facility on the diagonal", () => {
  const rows = rowsOf(report(FORTY, assess(FORTY)), "Pairs of facilities");
  expect(rows).toHaveLength(5);
  expect(rows.map((row) => row.match(/<span class="word/g)?.length)).toEqual([1, 2, 3, 4, 5]);
  expect(report(EMPTY, assess(EMPTY))).toContain("The design has no two facilities.");
});

test("report has one card for findings of one type, with a list of the names", () => {
  const findings = ["one", "two", "three"].map((name) =>
    blocker("warning", { type: "MTU", explanation: `${name} is wrong.`, sessions: [name] }),
  );
  const page = report(THREE, withBlockers([...findings, blocker("error", { type: "MTU" })]));
  expect(page.match(/<code>MTU<\/code>/g)).toHaveLength(2);
  expect(page).toContain("<code>MTU</code> × 3");
  expect(page).toContain("<p>one is wrong.</p><p>Also: two, three.</p>");
});

test("report collapses carried failures if there are many, but no other failures", () => {
  const page = report(FORTY, assess({ ...FORTY, demand: { toCustomer: 400, toCloudflare: 15 } }));
  const [shown = "", folded = ""] =
    page.split("<h3>Single failures</h3>")[1]?.split("<details>") ?? [];
  expect(shown).toContain("</svg> degraded</span>");
  expect(folded.split("</details>")[0]).toContain("</svg> carried</span>");
  expect(folded.split("</details>")[0]).not.toContain("</svg> degraded</span>");
  expect(report(THREE, assess(THREE))).not.toContain("carried failures");
});

test("report contains no tags from names in a design", () => {
  fc.assert(
    fc.property(anyDesign, (design) => {
      const page = report(design, assess(EMPTY));
      const tags = new Set([...page.matchAll(/<(\w+)/g)].map(([, tag]) => tag));
      for (const tag of ["script", "b", "img"]) expect(tags).not.toContain(tag);
      expect(page).not.toMatch(/[\u202E\uFFFE]|\p{Cs}/u);
    }),
    { numRuns: 100, seed: 1 },
  );
});
