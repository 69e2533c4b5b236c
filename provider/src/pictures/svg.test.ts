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
      "Equinix NY1 · ewr-a",
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
      "10 of 20 Gbps working",
      "203.0.113.0/24",
      "3 sessions",
      "edge-1 · hall A",
      "power B · duct west",
      "AS64512",
      "→ 10 Gbps",
      "← 1 Gbps",
      "no traffic",
      "planned",
    ]),
  );
  expect(texts(THREE).join(" ")).toContain("Backup: ipsec-backup, over a tunnel, 1 Gbps");
});

test("SVG counts ports if a speed is unknown", () => {
  const ports = THREE.ports.map(({ speed, ...port }, at) => (at === 0 ? port : { ...port, speed }));
  const shown = texts({ ...THREE, ports });
  expect(shown).toContain("speed unknown");
  expect(shown).toContain("1 of 2 ports working");
});

test("SVG draws a thick line for the active path, a thin one for standby and a dashed one for the backup", () => {
  const linksOf = (design: Design) =>
    [...diagram(design).matchAll(/class="link ([\w ]+)"/g)].map(([, state]) => state);
  expect(linksOf(THREE)).toEqual(["planned", "active", "dead", "dashed backup"]);
  const healthy = (design: Design): Design => ({
    ...design,
    ports: design.ports.map((port) => ({ ...port, state: "Healthy" })),
    sessions: design.sessions.map(({ prefixes: _, up: __, steering: ___, ...session }, at) => ({
      ...session,
      bgp: false,
      routePriority: 100 + at,
      prefixes: ["203.0.113.0/24"],
    })),
  });
  expect(linksOf(healthy(THREE))).toEqual(["standby", "active", "standby", "dashed backup"]);
  expect(linksOf({ ...THREE, backup: undefined })).not.toContain("dashed backup");
});

test("SVG numbers the findings on the ports that they concern, and on the design", () => {
  const svg = diagram(THREE, assess(THREE));
  const badges = [...svg.matchAll(/class="badge [^>]*><title>(\w+)<.*?>(\d)<\/text>/g)];
  expect(badges.map(([, type, number]) => `${number} ${type}`)).toEqual([
    "1 UNCOORDINATED_MAINTENANCE",
    "3 NO_MAINTENANCE_NOTIFICATION",
    "2 LOCATION_DISAGREES",
    "2 LOCATION_DISAGREES",
    "1 UNCOORDINATED_MAINTENANCE",
    "2 LOCATION_DISAGREES",
    "3 NO_MAINTENANCE_NOTIFICATION",
  ]);
});

test("SVG shows one line for each of twelve ports or more, with the metros side by side", () => {
  const shown = texts(FORTY);
  expect(shown).not.toContain("ams-session-7");
  expect(shown.filter((text) => /^\w+-transit-\d+$/.test(text))).toHaveLength(40);
  expect(shown.filter((text) => text.includes("…"))).toEqual([]);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(diagram(FORTY)) ?? [];
  // The report is 1246 pixels wide inside.
  expect(Number(width)).toBeLessThanOrEqual(1246);
  expect(Number(height)).toBeLessThan(1800);
});

test("SVG shows undocumented states unchanged", () => {
  const ports = THREE.ports.map((port) => ({ ...port, state: "Testing" }));
  expect(texts({ ...THREE, ports })).toContain("Testing");
});

test("SVG shortens a long name in the middle and has the whole name as a tooltip", () => {
  const name = `production-${"x".repeat(80)}-primary`;
  const svg = diagram({ ...EMPTY, ports: [{ name }] });
  expect(svg).toMatch(new RegExp(`<title>${name}</title>production-x+…\\S*ary<`));
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
