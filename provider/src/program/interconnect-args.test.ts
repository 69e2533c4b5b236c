/**
 * Tests which arguments the compiler accepts. `tsc --build test` compiles this file and fails on an unused
 * `@ts-expect-error`.
 */
import * as pulumi from "@pulumi/pulumi";
import type { GroupPortArgs } from "../group/args";
import { Interconnect, type InterconnectArgs, type SlotArgs } from "./interconnect";

const slotId = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10";
const slot = { metro: "EWR" };
const pairingKey = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1";
const bandwidth = "1G";
const output = pulumi.output;

/** Counts the cases. Only the compiler checks them. */
function expectCases(cases: readonly unknown[]): void {
  expect(cases).not.toHaveLength(0);
}

describe("InterconnectArgs", () => {
  it("accepts exactly one of slotId, slot and pairingKey, as a value or an output", () => {
    const accepted: InterconnectArgs[] = [
      { slotId },
      { slotId: output(slotId), speed: "10G", type: "direct" },
      { slotId: Promise.resolve(slotId), adopt: true, timeout: "5m" },
      { slotId, slot: undefined, pairingKey: undefined },
      { slot, orderBeside: ["cni-ewr-a-000001"] },
      { slot: output(slot) },
      { slot: Promise.resolve(slot), adopt: "cni-ewr-a-000001" },
      { pairingKey, bandwidth, waitFor: "ordered" },
      { pairingKey: pulumi.secret(pairingKey), bandwidth: output("1G" as const) },
    ];
    expectCases(accepted);
  });

  it("requires one of slotId, slot and pairingKey, and refuses two of them", () => {
    const refused: InterconnectArgs[] = [
      // @ts-expect-error One of the three is required.
      {},
      // @ts-expect-error One of the three is required.
      { waitFor: "ordered" },
      // @ts-expect-error slot conflicts with slotId.
      { slotId, slot },
      // @ts-expect-error pairingKey conflicts with slotId.
      { slotId, pairingKey, bandwidth },
      // @ts-expect-error pairingKey conflicts with slot.
      { slot, pairingKey, bandwidth },
      // @ts-expect-error All three conflict.
      { slotId, slot, pairingKey, bandwidth },
    ];
    expectCases(refused);
  });

  it("refuses properties that belong to another way of ordering", () => {
    const refused: InterconnectArgs[] = [
      // @ts-expect-error speed belongs to slotId.
      { slot, speed: "10G" },
      // @ts-expect-error speed belongs to slotId.
      { pairingKey, bandwidth, speed: "10G" },
      // @ts-expect-error bandwidth belongs to pairingKey.
      { slotId, bandwidth },
      // @ts-expect-error bandwidth belongs to pairingKey.
      { slot, bandwidth },
      // @ts-expect-error orderBeside belongs to slot.
      { slotId, orderBeside: [] },
      // @ts-expect-error orderBeside belongs to slot.
      { pairingKey, bandwidth, orderBeside: [] },
      // @ts-expect-error pairingKey requires bandwidth.
      { pairingKey },
    ];
    expectCases(refused);
  });
});

describe("the constructor of Interconnect", () => {
  it("refuses empty arguments unless the options contain the ID of an existing interconnect", () => {
    const calls = [
      // @ts-expect-error One of the three is required.
      () => new Interconnect("ewr", {}),
      () => new Interconnect("ewr", {}, { id: "cni-ewr-a-000001" }),
      (port: Interconnect) => new Interconnect("ny5", { slot: { ...slot, avoidDevices: [port] } }),
    ];
    expectCases(calls);
  });
});

describe("SlotArgs", () => {
  it("accepts at least one of facility, site and metro, as a value or an output", () => {
    const accepted: SlotArgs[] = [
      { facility: "Equinix NY5" },
      { site: output("ewr-a"), speed: "100G" },
      { metro: "EWR", avoidDevices: ["ccr01.ewr-a", output("ccr02.ewr-a")] },
      { facility: "Equinix NY5", site: "ewr-a", metro: "EWR" },
    ];
    expectCases(accepted);
  });

  it("refuses requirements without a location", () => {
    const refused: SlotArgs[] = [
      // @ts-expect-error A location is required.
      {},
      // @ts-expect-error A location is required.
      { speed: "10G", avoidDevices: [] },
      // @ts-expect-error undefined is not a location.
      { facility: undefined },
    ];
    const refusedInPort: InterconnectArgs[] = [
      // @ts-expect-error A location is required.
      { slot: {} },
      // @ts-expect-error A location is required.
      { slot: output({}) },
    ];
    expectCases([...refused, ...refusedInPort]);
  });
});

describe("GroupPortArgs", () => {
  it("accepts exactly one of slotId, slot and pairingKey", () => {
    const accepted: GroupPortArgs[] = [
      { slotId: output(slotId), speed: "10G" },
      { slot: output(slot), session: false, orderBeside: [] },
      { pairingKey, bandwidth, ready: false, distanceKm: 2 },
    ];
    expectCases(accepted);
  });

  it("refuses a port with none or two of slotId, slot and pairingKey, and a port with its own account", () => {
    const refused: GroupPortArgs[] = [
      // @ts-expect-error One of the three is required.
      {},
      // @ts-expect-error One of the three is required.
      { session: false },
      // @ts-expect-error slot conflicts with slotId.
      { slotId, slot },
      // @ts-expect-error A location is required.
      { slot: {} },
      // @ts-expect-error accountId belongs to the group.
      { slotId, accountId: "0123456789abcdef0123456789abcdef" },
    ];
    expectCases(refused);
  });
});
