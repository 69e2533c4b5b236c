import { assess, type Design } from "../topology";
import { diagram } from ".";
import { EMPTY, FORTY, HOSTILE, THREE } from "./testing/designs";

function texts(design: Design): string[] {
  const svg = diagram(design, assess(design));
  return [...svg.matchAll(/<text[^>]*>(?:<title>.*?<\/title>)?(.*?)<\/text>/g)].map(
    ([, text = ""]) => text,
  );
}

test("everything is in it", () => {
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

test("a speed that is not known is not counted as none", () => {
  const ports = THREE.ports.map(({ speed, ...port }, at) => (at === 0 ? port : { ...port, speed }));
  const shown = texts({ ...THREE, ports });
  expect(shown).toContain("speed unknown");
  expect(shown).toContain("3 ports · ≥ 20 Gbps");
  expect(shown).toContain("≥ 10 Gbps");
});

test("a state that Cloudflare does not document is shown as it is", () => {
  const ports = THREE.ports.map((port) => ({ ...port, state: "Testing" }));
  expect(texts({ ...THREE, ports })).toContain("Testing");
});

test("what is too long is shortened in its middle, with the whole as its tooltip", () => {
  const name = `production-${"x".repeat(80)}-primary`;
  const svg = diagram({ ...EMPTY, ports: [{ name }] });
  expect(svg).toMatch(new RegExp(`<title>${name}</title>production-x+…\\S*mary<`));
});

test("the same design gives the same bytes, and they stand alone", () => {
  for (const design of [THREE, FORTY, HOSTILE, EMPTY]) {
    const svg = diagram(design, assess(design));
    expect(diagram(structuredClone(design), assess(design))).toBe(svg);
    expect(svg).not.toMatch(/<script|<image|<foreignObject|@import|url\(| href=| on\w+="/);
    expect(svg.match(/https?:\/\/[^"]+/g)).toEqual(["http://www.w3.org/2000/svg"]);
  }
});

test("a design that is not assessed claims nothing", () => {
  expect(diagram(THREE)).toContain("Intent site-diverse, not assessed");
  expect(diagram(THREE)).not.toContain("worst single failure");
});

it.each([
  [{ format: "mermade" }, 'format "mermade" must be "svg" or "mermaid". Did you mean "mermaid"?'],
  [{ formt: "mermaid" }, 'formt is not an option of diagram. The only one is "format".'],
])("a diagram with the options %j of a JavaScript program is refused", (options, problem) => {
  expect(() => Reflect.apply(diagram, undefined, [EMPTY, undefined, options])).toThrow(problem);
});
