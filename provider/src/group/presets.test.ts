import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../program/user-error";
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
] as const)("portsFor returns %s ports at %i facilities", (intent, facilities, names) => {
  const ports = portsFor(intent, { facilities: TWO.slice(0, facilities), speed: "100G" });
  expect(Object.keys(ports)).toEqual(names);
  expect(ports["equinix-ch2-a"]).toEqual({ slot: { facility: "Equinix CH2", speed: "100G" } });
});

it("portsFor refuses too few facilities and names the required number", () => {
  expect(() => portsFor("site-diverse", { facilities: ["Equinix CH2"] })).toThrow(
    'facilities ["Equinix CH2"] are too few, because site-diverse requires 2. Use getSlots to find facilities with free slots.',
  );
});

it.each<[unknown, unknown, string]>([
  ["site-diverze", { facilities: TWO }, 'Did you mean "site-diverse"?'],
  ["constructor", { facilities: TWO }, 'intent "constructor" must be one of single, '],
  [pulumi.output("single"), { facilities: TWO }, "intent is required. Set one of single, "],
  ["single", { facilites: TWO }, 'facilites is not a property of portsFor. Did you mean "facil'],
  ["single", { facilities: TWO, slotId: "x" }, "slotId is not a property of portsFor."],
  ["single", { facilities: TWO, distanceKm: Number.NaN }, "distanceKm NaN must be a number of"],
  ["single", { facilities: "Equinix CH2" }, 'facilities "Equinix CH2" must be a list of names'],
  ["single", { facilities: pulumi.output(TWO) }, "facilities must be a list of names"],
  ["single", {}, "facilities must be a list of names"],
  ["single", undefined, "facilities must be a list of names"],
])("portsFor called from JavaScript refuses %j with %j", (intent, args, problem) => {
  const run = () => Reflect.apply(portsFor, undefined, [intent, args]);
  expect(run).toThrow(problem);
  expect(run).toThrow(UserError);
});
