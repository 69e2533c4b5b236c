import type { Port } from "./design";
import { failuresOf } from "./failures";

/** Formats the failures of one kind as `name: ports`. Marks uncertain failures with `?`. */
function failuresAsText(kind: string, ports: Port[]): string[] {
  return failuresOf(ports)
    .filter((failure) => failure.kind === kind)
    .map(({ name, ports, uncertain }) => `${name}: ${ports.join(" ")}${uncertain ? " ?" : ""}`);
}

const AM1 = { facility: "Equinix AM1", site: "ams-a" };
const NY1 = { facility: "Equinix NY1", site: "ewr-a" };
const PORTS: Port[] = [
  { name: "c", ...NY1, device: "ccr02.ewr-a" },
  { name: "b", ...NY1, device: "ccr01.ewr-a" },
  { name: "a", ...AM1, device: "ccr02.ams-a" },
  { name: "d", ...AM1, device: "ccr01.ams-a" },
];

it("failuresOf lists every kind of failure, even if several take down the same ports", () => {
  expect(failuresAsText("port", PORTS)).toEqual(["a: a", "b: b", "c: c", "d: d"]);
  expect(failuresAsText("device", PORTS)).toEqual([
    "ccr01.ams-a: d",
    "ccr01.ewr-a: b",
    "ccr02.ams-a: a",
    "ccr02.ewr-a: c",
  ]);
  expect(failuresAsText("facility", PORTS)).toEqual(["Equinix AM1: a d", "Equinix NY1: c b"]);
  expect(failuresAsText("metro", PORTS)).toEqual(["AMS: a d", "EWR: c b"]);
  expect(failuresAsText("pop", PORTS)).toEqual(["ams-a: a d", "ewr-a: c b"]);
});

it("failuresOf lists one maintenance window per device at a facility with two devices, and otherwise one per facility", () => {
  expect(failuresAsText("maintenance", PORTS)).toEqual([
    "Equinix NY1: c b",
    "ccr01.ams-a: d",
    "ccr02.ams-a: a",
  ]);
});

it("failuresOf lists maintenance windows by dataplane", () => {
  const ports = PORTS.map((port) => ({ ...port, facility: "Digital Realty ATL13" }));
  const mixed = ports.map((port) =>
    port.name < "c" ? { ...port, dataplane: "v1" as const } : port,
  );
  expect(failuresAsText("maintenance", mixed)).toEqual([
    "Digital Realty ATL13: b a",
    "ccr01.ams-a: d",
    "ccr02.ewr-a: c",
  ]);
});

it("failuresOf adds an uncertain window of the whole facility on v1, where Cloudflare does not promise separate days", () => {
  const ports = PORTS.map((port) => ({ ...port, facility: "House", dataplane: "v1" as const }));
  expect(failuresAsText("maintenance", ports.slice(2))).toEqual([
    "House (v1): a d ?",
    "ccr01.ams-a: d",
    "ccr02.ams-a: a",
  ]);
});

it("failuresOf treats facilities with the same street address as one facility", () => {
  const ports = [
    { name: "a", facility: "One", address: ["60 Hudson Street", "New York"] },
    { name: "b", facility: "Two", address: ["60 HUDSON ST, NEW YORK"] },
    { name: "c", facility: "Two" },
  ];
  expect(failuresAsText("facility", ports)).toEqual(["One + Two: a b c"]);
  const joinedByLastPort = [
    { name: "a", facility: "One", address: ["1 Hudson Street"] },
    { name: "b", facility: "Two", address: ["2 Hudson Street"] },
    { name: "c", facility: "One", address: ["2 Hudson Street"] },
    { name: "d", facility: "Two" },
    { name: "e", facility: "Three", address: ["1 Hudson Street"] },
  ];
  expect(failuresAsText("facility", joinedByLastPort)).toEqual(["One + Two + Three: a b c d e"]);
});

it("failuresOf treats a device that is declared at two facilities as one device", () => {
  const ports = [
    { name: "a", ...AM1, device: "x" },
    { name: "b", ...NY1, device: "x" },
  ];
  expect(failuresAsText("device", ports)).toEqual(["x: a b"]);
});

describe("failuresOf with unknown locations", () => {
  it("assumes that ports on unknown devices share one device, which may be any known device", () => {
    const ports = PORTS.map((port) =>
      "ab".includes(port.name) ? { ...port, device: null } : port,
    );
    expect(failuresAsText("device", [...ports, { name: "e", ...AM1 }])).toEqual([
      "ccr01.ams-a: a d e ?",
      "ccr02.ewr-a: c b ?",
      "unknown at Equinix AM1: a e ?",
      "unknown at Equinix NY1: b",
    ]);
  });

  it("assumes that ports at unknown facilities share one per metro, and that ports at unknown metros share one", () => {
    const ports = [
      { name: "a" },
      { name: "b" },
      { name: "c", metro: "ewr" },
      { name: "d", metro: "EWR" },
    ];
    expect(failuresAsText("facility", ports)).toEqual(["unknown: a b ?", "unknown: c d ?"]);
    expect(failuresAsText("metro", ports)).toEqual(["EWR: c d", "unknown: a b ?"]);
    expect(failuresAsText("pop", ports)).toEqual([]);
  });

  it("never marks the failure of a single port as uncertain", () => {
    expect(failuresAsText("facility", [{ name: "a" }])).toEqual(["unknown: a"]);
    expect(failuresAsText("maintenance", [{ name: "a", facility: "House" }])).toEqual(["House: a"]);
  });
});
