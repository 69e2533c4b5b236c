import { assess, type Design } from "../topology";
import { diagram } from ".";
import { EMPTY, FORTY, HOSTILE, THREE } from "./testing/designs";

function texts(design: Design): string[] {
  const svg = diagram(design, assess(design));
  return [...svg.matchAll(/<text[^>]*>(?:<title>.*?<\/title>)?(.*?)<\/text>/g)].map(
    ([, text = ""]) => text,
  );
}

test("SVG contains places, ports, sessions, states and capacities", () => {
  expect(texts(THREE)).toEqual(
    expect.arrayContaining([
      "magic-transit",
      "EWR · Newark, NJ",
      "Equinix NY1",
      "ewr-a",
      "ccr01.ewr-a",
      "Device unknown",
      "newark-1",
      "cni-ewr-a-000001",
      "Healthy",
      "Unhealthy",
      "not ordered yet",
      "newark-primary",
      "10.254.0.1/31",
      "preference 300",
      "up",
      "down",
      "2 ports · 20 Gbps",
      "203.0.113.0/24",
      "3 sessions",
      "AS64512",
      "Backup: ipsec-backup, over a tunnel, 1 Gbps",
    ]),
  );
});

test("SVG marks a total as a minimum if a speed is unknown", () => {
  const ports = THREE.ports.map(({ speed, ...port }, at) => (at === 0 ? port : { ...port, speed }));
  const shown = texts({ ...THREE, ports });
  expect(shown).toContain("speed unknown");
  expect(shown).toContain("3 ports · ≥ 20 Gbps");
  expect(shown).toContain("≥ 10 Gbps");
});

test("SVG shows undocumented states unchanged", () => {
  const ports = THREE.ports.map((port) => ({ ...port, state: "Testing" }));
  expect(texts({ ...THREE, ports })).toContain("Testing");
});

test("SVG shortens a long name in the middle and has the whole name as a tooltip", () => {
  const name = `production-${"x".repeat(80)}-primary`;
  const svg = diagram({ ...EMPTY, ports: [{ name }] });
  expect(svg).toMatch(new RegExp(`<title>${name}</title>production-x+…\\S*mary<`));
});

test("SVG is deterministic and self-contained", () => {
  for (const design of [THREE, FORTY, HOSTILE, EMPTY]) {
    const svg = diagram(design, assess(design));
    expect(diagram(structuredClone(design), assess(design))).toBe(svg);
    expect(svg).not.toMatch(/<script|<image|<foreignObject|@import|url\(| href=| on\w+="/);
    expect(svg.match(/https?:\/\/[^"]+/g)).toEqual(["http://www.w3.org/2000/svg"]);
  }
});

test("SVG without an assessment shows no assessment results", () => {
  expect(diagram(THREE)).toContain("Intent site-diverse, not assessed");
  expect(diagram(THREE)).not.toContain("worst single failure");
});

it.each([
  [
    { format: "mermade" },
    'format "mermade" must be "svg", "mermaid" or "markdown". Did you mean "mermaid"?',
  ],
  [{ formt: "mermaid" }, 'formt is not an option of diagram. The only option is "format".'],
])("diagram refuses the options %j of a JavaScript program", (options, problem) => {
  expect(() => Reflect.apply(diagram, undefined, [EMPTY, undefined, options])).toThrow(problem);
});
