import fc from "fast-check";
import { assess, type Design } from "../topology";
import { diagram } from ".";
import { anyDesign } from "./testing/any-design";
import { EMPTY, FORTY, HOSTILE, THREE, THREE_KNOWN } from "./testing/designs";

function mermaid(design: Design): string {
  return diagram(design, undefined, { format: "mermaid" });
}

function large(ports: number, sessions: number): Design {
  return {
    ...FORTY,
    ports: Array.from({ length: ports }, (_, at) => ({
      ...FORTY.ports[at % 40],
      name: `port-${at}`,
    })),
    sessions: Array.from({ length: sessions }, (_, at) => ({
      ...FORTY.sessions[at % 48],
      name: `session-${at}`,
      port: `port-${at % ports}`,
    })),
  };
}

function links(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => / (<?-\.-?>?|-->|---) /.test(line) && !/["[]/.test(line));
}

// Every kind of line in a flowchart. A label has only letters, digits, a few signs and encoded characters.
const LABEL = /"(?:[\p{L}\p{M}\p{N} .,/()·…≥–-]|#\d+;|<br\/>)*"/u.source;
const LINE = new RegExp(
  [
    "---",
    'title: ".*"',
    "config: .*",
    "flowchart LR",
    `accDescr: ${LABEL.slice(1, -1)}`,
    `subgraph \\w+\\[${LABEL}\\]`,
    "end",
    "class \\w+ (place|unknown)",
    `\\w+[[({>]+/?${LABEL}\\\\?[\\])}]+(:::\\w+)?`,
    "\\w+ (---|-->|-\\.-|-\\.->|<-\\.->) \\w+",
    "classDef \\w+ [\\w:#,\\- ]+",
    "",
  ]
    .map((one) => `^ *${one}$`)
    .join("|"),
  "u",
);

test("Mermaid text has only expected lines, whatever the names in a design", () => {
  fc.assert(
    fc.property(anyDesign, (design) => {
      const lines = mermaid(design).split("\n");
      expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
      const count = (word: RegExp) => lines.filter((line) => word.test(line)).length;
      expect(count(/^ *subgraph /)).toBe(count(/^ *end$/));
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("Mermaid text encodes characters with a meaning in Mermaid as numbers", () => {
  const text = mermaid(HOSTILE);
  expect(text).toContain("#60;/text#62;");
  expect(text).toContain('"1#46; list');
  expect(text.split("\n").slice(3).join()).not.toMatch(/<script|<img|<b>|`/);
});

test("Mermaid text shows every session of up to eight ports", () => {
  const design = large(8, 24);
  const text = mermaid(design);
  for (const { name } of [...design.ports, ...design.sessions])
    expect(text).toContain(`"${name}<br/>`);
});

test.each([
  ["the ports with their number of sessions above GitHub's limits", large(8, 400), "50 sessions"],
  ["the devices of more than eight ports", FORTY, "4 ports · "],
  ["the devices of many ports", large(600, 900), "60 ports"],
])("Mermaid text shows %s", (_, design, words) => {
  const text = mermaid(design);
  expect(text).toContain(words);
  expect(text.length).toBeLessThan(50_000);
  expect(links(text).length).toBeLessThan(500);
});

test("Mermaid title has the four lights and names the worst failure", () => {
  expect(diagram(EMPTY, undefined, { format: "mermaid" })).toContain(
    'title: "empty: Intent single, not assessed"',
  );
  expect(diagram(THREE, assess(THREE), { format: "mermaid" })).toContain(
    'title: "magic-transit: ? Diversity · ! Capacity after the worst failure · – Outage · ✗ Working now (worst if facility Equinix NY1 fails)"',
  );
  expect(diagram(THREE_KNOWN, assess(THREE_KNOWN), { format: "mermaid" })).toContain(
    "Achieves site-diverse as designed, but not now",
  );
});

test("Markdown begins with the scorecard and ends with the Mermaid flowchart", () => {
  const text = diagram(THREE, assess(THREE), { format: "markdown" });
  expect(text).toMatch(/^\*\*\? magic-transit: May achieve site-diverse: 2 open questions /);
  expect(text).toContain("| ✗ Working now | 1 of 3 ports | Unhealthy: newark-2. ");
  expect(text).toContain(
    "| To the customer | `███████████████│████` | 8 Gbps needed · 10 Gbps left if facility Equinix NY1 fails",
  );
  expect(text).toContain(`\`\`\`mermaid\n${mermaid(THREE).slice(0, 3)}`);
});

test("Markdown encodes characters with a meaning in Markdown or HTML, and mentions nobody", () => {
  const [card = ""] = diagram(
    { ...HOSTILE, name: "@everyone | <b> [x](javascript:1) https://example.com" },
    assess(HOSTILE),
    { format: "markdown" },
  ).split("```mermaid");
  expect(card).not.toMatch(/<b>|<script|@everyone|\]\(|:\/\//);
});
