import { assess } from "../topology";
import { buildDeclaredDesign } from "./declared-design";
import type { Description } from "./description";

const MAINCUBES = "Maincubes AMS01";
const NY1 = "Equinix NY1";

function listSlots(facility: string, site: string, devices: readonly string[]) {
  return devices.map((device, at) => ({
    id: `00000000-0000-4000-8000-00000000000${at}`,
    occupied: false,
    site,
    metro: site.slice(0, 3).toUpperCase(),
    speed: "10G",
    facility: { name: facility, address: [facility] },
    device,
  }));
}

function findingsOn(description: Pick<Description, "intent" | "ports">, slots: SlotList) {
  const backup = { kind: "internet" } as const;
  const whole = { name: "transit", sessions: [], backup, ...description };
  const design = buildDeclaredDesign(whole, { slots, interconnects: [], magicInterconnects: [] });
  const maintenanceNotification = [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ] as const;
  return assess({ ...design, maintenanceNotification }).blockers.map(
    ({ type, severity }) => `${type} ${severity}`,
  );
}
type SlotList = ReturnType<typeof listSlots>;

describe("buildDeclaredDesign", () => {
  const atMaincubes = listSlots(MAINCUBES, "ams-b", ["ccr01.ams-b"]);
  const atNy1 = listSlots(NY1, "ewr-a", ["ccr01.ewr-a", "ccr02.ewr-a"]);

  it.each([
    ["slot", { slot: { facility: MAINCUBES } }],
    ["slotId", { slotId: atMaincubes[0]?.id }],
  ])("prefers a %s from the API to a published list without dataplane v2", (_, port) => {
    const ports = [{ name: "a", isGoogle: false, ...port }];
    expect(findingsOn({ intent: "single", ports }, atMaincubes)).toEqual([
      "LOCATION_DISAGREES unknown",
    ]);
  });

  it("refuses a facility that was replaced in the published list, and names its successor", () => {
    const ports = [{ name: "a", isGoogle: false, slot: { facility: "Digital Realty ATL1" } }];
    expect(() => findingsOn({ intent: "single", ports }, atNy1)).toThrow(
      /slot\.facility "Digital Realty ATL1" has no slots\. .* contains Digital Realty ATL13 instead of Digital Realty ATL1\./,
    );
  });

  it("prefers two devices from the API to one device in the published list", () => {
    const ports = ["a", "b"].map((name) => ({ name, isGoogle: false, slot: { facility: NY1 } }));
    expect(findingsOn({ intent: "device-diverse", ports }, atNy1)).toEqual([
      "LOCATION_DISAGREES unknown",
      "CUSTOMER_SIDE_UNKNOWN unknown",
    ]);
    expect(findingsOn({ intent: "device-diverse", ports }, atNy1.slice(1))).toEqual([
      "FACILITY_NOT_DIVERSE error",
      "FACILITY_NOT_DIVERSE error",
      "CUSTOMER_SIDE_UNKNOWN unknown",
    ]);
  });
});
