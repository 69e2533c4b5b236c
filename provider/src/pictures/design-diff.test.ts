import fc from "fast-check";
import type { Design } from "../topology";
import { designDiff } from ".";
import { anyDesign } from "./testing/any-design";
import { EMPTY, FORTY, HOSTILE, THREE } from "./testing/designs";

const [NEWARK_1, NEWARK_2, AMSTERDAM] = THREE.ports;
const TWO: Design = {
  ...THREE,
  ports: THREE.ports.slice(0, 2),
  sessions: THREE.sessions.slice(0, 2).map((session) => ({ ...session, mtu: 1476 })),
};

function nodes(text: string, kind: string): string[] {
  return text.split("\n").filter((line) => line.endsWith(`:::${kind}`));
}

test("designDiff draws what is added in green, removed struck through and changed in amber", () => {
  const text = designDiff(TWO, {
    ...THREE,
    ports: THREE.ports.slice(1),
    sessions: THREE.sessions.slice(1),
  });
  expect(text).toMatch(
    /class="box b-good"[^>]*>\n<text class="f-name t-good"[^>]*>\+ amsterdam-1</,
  );
  expect(text).toMatch(/t-bad"[^>]* text-decoration="line-through">− newark-1</);
  expect(text).toMatch(/class="box b-poor"[^>]*>\n<text class="f-name t-poor"[^>]*>~ newark-2</);
  expect(text).toContain("~ session newark-secondary: MTU 1476 → 1500");
});

test("designDiff folds unchanged ports into one line of their facility", () => {
  const after = {
    ...THREE,
    ports: [NEWARK_1, NEWARK_2, { ...AMSTERDAM, name: "amsterdam-1", speed: 100 }],
  };
  const before = { ...THREE, ports: THREE.ports.map((port) => ({ ...port })) };
  const text = designDiff(before, after as Design, { format: "mermaid" });
  expect(nodes(text, "unchanged").join()).toContain('"2 ports · 20 Gbps, unchanged"');
  expect(nodes(text, "changed").join()).toContain("#126; amsterdam-1<br/>speed 10 #8594; 100 Gbps");
  expect(text).not.toContain("newark-1");
});

test("designDiff compares the scorecards in the title", () => {
  const text = designDiff(TWO, THREE, { format: "mermaid" });
  expect(text).toMatch(
    /^title: "magic-transit: worst failure \d+ → 10 Gbps; .*survives a metro ✗ → /m,
  );
  const markdown = designDiff(TWO, THREE, { format: "markdown" });
  expect(markdown).toContain("| ▲ | Survives the loss of any metro | ✗ | **");
  expect(markdown).toMatch(
    /\| \+ \| amsterdam-1 \| Equinix AM1 · AMS \| 10 Gbps<br>session added \|/,
  );
});

test("designDiff lists ports to which the same happens at one place in one row", () => {
  const before = {
    ...FORTY,
    sessions: FORTY.sessions.map((session) => ({ ...session, mtu: 1476 })),
  };
  const markdown = designDiff(before, FORTY, { format: "markdown" });
  expect(markdown.match(/^\| ~ \| /gm)?.length).toBe(10);
  const mermaid = designDiff(before, FORTY, { format: "mermaid" });
  expect(nodes(mermaid, "changed")).toHaveLength(5);
  expect(nodes(mermaid, "changed")[0]).toContain("8 ports");
});

test("designDiff leaves link states out", () => {
  const down = { ...THREE, ports: THREE.ports.map((port) => ({ ...port, state: "Down" })) };
  const text = designDiff(THREE, down, { format: "markdown" });
  expect(text).toContain("No port or session changes.");
  expect(text).not.toContain("▼");
});

test("designDiff draws a design that loses all its ports", () => {
  for (const format of ["svg", "mermaid", "markdown"] as const) {
    expect(designDiff({ ...THREE, name: "empty" }, EMPTY, { format })).toContain("newark-1");
  }
});

test("designDiff refuses an unknown option and an invalid design", () => {
  expect(() => designDiff(THREE, THREE, JSON.parse('{ "form": "svg" }'))).toThrow(
    "form is not an option of designDiff.",
  );
  const twice = { ...THREE, ports: [...THREE.ports, ...THREE.ports] };
  expect(() => designDiff(THREE, twice)).toThrow(/newark-1/);
});

// Every kind of line in the flowchart. A label has only letters, digits, a few signs and encoded characters.
const LABEL = /"(?:[\p{L}\p{M}\p{N} .,/()·…≥–-]|#\d+;|<br\/>)*"/u.source;
const LINE = new RegExp(
  [
    ...["---", 'title: ".*"', "config: .*", "flowchart LR", "end", "class \\w+ place", ""],
    `accDescr: ${LABEL.slice(1, -1)}`,
    `subgraph \\w+\\[${LABEL}\\]`,
    `\\w+\\[${LABEL}\\]:::\\w+`,
    "classDef \\w+ [\\w:#,\\- ]+",
  ]
    .map((one) => `^ *${one}$`)
    .join("|"),
  "u",
);

test("Mermaid text of a change has only expected lines, whatever the names in the designs", () => {
  fc.assert(
    fc.property(anyDesign, anyDesign, (before, after) => {
      const text = designDiff(before, after, { format: "mermaid" });
      expect(text.split("\n").filter((line) => !LINE.test(line))).toEqual([]);
      expect(text.length).toBeLessThan(49_000);
    }),
    { numRuns: 40, seed: 1 },
  );
});

test("Markdown of a change encodes characters with a meaning in Markdown or HTML, and mentions nobody", () => {
  const name = "@everyone | <b> [x](javascript:1) https://example.com";
  const [text = ""] = designDiff(
    { ...EMPTY, name },
    { ...HOSTILE, name },
    { format: "markdown" },
  ).split("```mermaid");
  expect(text.replaceAll("<br>", "")).not.toMatch(/<|@everyone|\]\(|:\/\//);
});
