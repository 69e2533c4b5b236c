import { portsFor } from "./presets";

const TWO = ["Equinix CH2", "CoreSite LA1"];

it.each([
  ["single", 1, ["equinix-ch2-a"]],
  ["device-diverse", 1, ["equinix-ch2-a", "equinix-ch2-b"]],
  ["site-diverse", 2, ["equinix-ch2-a", "coresite-la1-a"]],
  [
    "site-and-device-diverse",
    2,
    ["equinix-ch2-a", "equinix-ch2-b", "coresite-la1-a", "coresite-la1-b"],
  ],
] as const)("%s has its ports at %i facilities", (intent, facilities, names) => {
  const ports = portsFor(intent, { facilities: TWO.slice(0, facilities), speed: "100G" });
  expect(Object.keys(ports)).toEqual(names);
  expect(ports["equinix-ch2-a"]).toEqual({ slot: { facility: "Equinix CH2", speed: "100G" } });
});

it("says what is missing", () => {
  expect(() => portsFor("site-diverse", { facilities: ["Equinix CH2"] })).toThrow(
    'facilities ["Equinix CH2"] are too few: site-diverse needs 2; getSlots tells which have free slots.',
  );
});
