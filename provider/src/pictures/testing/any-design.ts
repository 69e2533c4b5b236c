import fc from "fast-check";
import type { Design, Port, Session } from "../../topology";

/** Arbitrary text, including syntax of XML, HTML, Mermaid, Markdown and YAML. */
export const anyName = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ..."<>&\"'`|[](){};:#%*_-\\/\n\r\t\u0000\u202E\uFFFE\uD800 ",
        "</text>",
        "<script>",
        "]]>",
        "-->",
        "#quot;",
        "end",
        "subgraph",
        "%%{",
        "1.",
        "<br/>",
        "&amp;",
        "name",
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join("")),
);

const anyPort: fc.Arbitrary<Port> = fc.record(
  {
    name: anyName,
    interconnect: anyName,
    speed: fc.constantFrom(1, 10, 100),
    facility: anyName,
    site: anyName,
    metro: anyName,
    device: fc.option(anyName),
    state: fc.oneof(fc.constantFrom("Healthy", "Pending", "Down", "Unhealthy"), anyName),
  },
  { requiredKeys: ["name"] },
);

const anySession = fc.record(
  {
    name: anyName,
    customerIp: anyName,
    cloudflareIp: anyName,
    localPreference: fc.nat(),
    customerAsn: fc.nat(),
    prefixes: fc.array(anyName, { maxLength: 3 }),
    up: fc.boolean(),
  },
  { requiredKeys: ["name"] },
);

const byName = { selector: ({ name }: { name: string }) => name };

export const anyDesign: fc.Arbitrary<Design> = fc
  .record({
    name: anyName,
    ports: fc.uniqueArray(anyPort, { ...byName, maxLength: 8 }),
    sessions: fc.uniqueArray(anySession, { ...byName, maxLength: 10 }),
    at: fc.array(fc.nat(), { minLength: 10, maxLength: 10 }),
    reason: anyName,
  })
  .map(({ name, ports, sessions, at, reason }) => ({
    name,
    intent: "site-diverse",
    ports,
    sessions: sessions.flatMap((session, index): Session[] => {
      const port = ports[(at[index] ?? 0) % Math.max(1, ports.length)];
      return port ? [{ ...session, port: port.name }] : [];
    }),
    backup: { kind: "none", reason },
  }));
