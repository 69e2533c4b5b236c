import type { Port } from "./design";
import { failuresOf } from "./failures";

/** The failures of one kind as `name: ports`, with `?` where that is not certain. */
function told(kind: string, ports: Port[]): string[] {
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

it("are of every kind, also where two of them take down the same ports", () => {
  expect(told("port", PORTS)).toEqual(["a: a", "b: b", "c: c", "d: d"]);
  expect(told("device", PORTS)).toEqual([
    "ccr01.ams-a: d",
    "ccr01.ewr-a: b",
    "ccr02.ams-a: a",
    "ccr02.ewr-a: c",
  ]);
  expect(told("facility", PORTS)).toEqual(["Equinix AM1: a d", "Equinix NY1: c b"]);
  expect(told("metro", PORTS)).toEqual(["AMS: a d", "EWR: c b"]);
  expect(told("pop", PORTS)).toEqual(["ams-a: a d", "ewr-a: c b"]);
});

it("are windows on a device where a facility has two, and on the facility where it has not", () => {
  expect(told("maintenance", PORTS)).toEqual([
    "Equinix NY1: c b",
    "ccr01.ams-a: d",
    "ccr02.ams-a: a",
  ]);
});

it("are windows for each dataplane", () => {
  const ports = PORTS.map((port) => ({ ...port, facility: "Digital Realty ATL1" }));
  const mixed = ports.map((port) =>
    port.name < "c" ? { ...port, dataplane: "v1" as const } : port,
  );
  expect(told("maintenance", mixed)).toEqual([
    "Digital Realty ATL1: b a",
    "ccr01.ams-a: d",
    "ccr02.ewr-a: c",
  ]);
});

it("take a campus as one facility", () => {
  const ports = [
    { name: "a", facility: "One", address: ["60 Hudson Street", "New York"] },
    { name: "b", facility: "Two", address: ["60 HUDSON ST, NEW YORK"] },
    { name: "c", facility: "Two" },
  ];
  expect(told("facility", ports)).toEqual(["One + Two: a b c"]);
  const togetherAtLast = [
    { name: "a", facility: "One", address: ["1 Hudson Street"] },
    { name: "b", facility: "Two", address: ["2 Hudson Street"] },
    { name: "c", facility: "One", address: ["2 Hudson Street"] },
    { name: "d", facility: "Two" },
    { name: "e", facility: "Three", address: ["1 Hudson Street"] },
  ];
  expect(told("facility", togetherAtLast)).toEqual(["One + Two + Three: a b c d e"]);
});

it("take a device that is told at two facilities as one", () => {
  const ports = [
    { name: "a", ...AM1, device: "x" },
    { name: "b", ...NY1, device: "x" },
  ];
  expect(told("device", ports)).toEqual(["x: a b"]);
});

describe("where something is not known", () => {
  it("take it for the same device, also as any known one", () => {
    const ports = PORTS.map((port) =>
      "ab".includes(port.name) ? { ...port, device: null } : port,
    );
    expect(told("device", [...ports, { name: "e", ...AM1 }])).toEqual([
      "ccr01.ams-a: a d e ?",
      "ccr02.ewr-a: c b ?",
      "unknown at Equinix AM1: a e ?",
      "unknown at Equinix NY1: b",
    ]);
  });

  it("take it for one facility in a metro, and for one metro", () => {
    const ports = [
      { name: "a" },
      { name: "b" },
      { name: "c", metro: "ewr" },
      { name: "d", metro: "EWR" },
    ];
    expect(told("facility", ports)).toEqual(["unknown: a b ?", "unknown: c d ?"]);
    expect(told("metro", ports)).toEqual(["EWR: c d", "unknown: a b ?"]);
    expect(told("pop", ports)).toEqual([]);
  });

  it("are certain where one port hangs on it", () => {
    expect(told("facility", [{ name: "a" }])).toEqual(["unknown: a"]);
    expect(told("maintenance", [{ name: "a", facility: "House" }])).toEqual([
      "unknown at House: a",
    ]);
  });
});
