/**
 * Tests the policy pack on stacks of the real engine. The engine's language host on this machine cannot run policy packs,
 * so the tests call the policy with the exported stack, in the same way as the engine.
 */
import type { PolicyResource, StackValidationArgs } from "@pulumi/policy";
import type { StackState } from "cloudflare-cni-tools";
import { highAvailability } from "pulumi-cloudflare-cni-policy/policies";
import { freeSlots, TestStack } from "./support/test-stack";

let testStack: TestStack;
afterEach(() => testStack?.close());

/** Returns the resources that the engine passes to a stack policy. */
function resourcesOf({ resources }: StackState): PolicyResource[] {
  const all: PolicyResource[] = resources.map(({ type, urn, inputs, outputs }) => ({
    type,
    urn,
    name: urn.split("::").at(-1) ?? "",
    props: { ...inputs, ...outputs },
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
    },
    dependencies: [],
    propertyDependencies: {},
    asType: () => undefined,
    isType: () => false,
  }));
  const byUrn = (urn: string | undefined) => all.find((one) => one.urn === urn);
  resources.forEach(({ parent, propertyDependencies = {} }, index) => {
    const resource = all[index];
    if (resource === undefined) return;
    resource.parent = byUrn(parent);
    resource.propertyDependencies = Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, urns]) => [
        key,
        urns.flatMap((urn) => byUrn(urn) ?? []),
      ]),
    );
  });
  return all;
}

async function violations(config: object = {}): Promise<string[]> {
  const told: string[] = [];
  const stack: StackValidationArgs = {
    resources: resourcesOf(await testStack.stack.state()),
    getConfig: () => JSON.parse(JSON.stringify(config)),
    notApplicable: (reason) => {
      throw new Error(reason);
    },
    stackTags: new Map(),
  };
  const { validateStack } = highAvailability;
  if (typeof validateStack !== "function")
    throw new Error("The policy has no validateStack function.");
  await validateStack(stack, (message, urn) => told.push(`${urn?.split("::").at(-1)}: ${message}`));
  return told;
}

it("the policy pack assesses ports outside groups, with their sessions, against the configured intent", async () => {
  const slots = await freeSlots("Equinix CH2");
  testStack = await TestStack.open({
    program: {
      "index.js": `
        const cni = require("pulumi-cloudflare-cni");
        const slots = process.env.SLOTS.split(",");
        for (const [index, slotId] of slots.entries()) {
          const port = new cni.Interconnect("port" + index, { slotId });
          new cni.CniBgpSession("session" + index, {
            interconnect: port,
            magic: { conduitName: "c" + index },
            bgp: { customerAsn: 65010 },
          });
        }
      `,
    },
    env: { SLOTS: slots.slice(0, 2).join() },
  });
  await testStack.stack.up();
  const found = await violations({ intent: "site-diverse", demandToCustomer: 15 });
  expect(found).toEqual(
    expect.arrayContaining([
      expect.stringContaining("(TOO_FEW_FACILITIES)"),
      expect.stringContaining("(CAPACITY)"),
      expect.stringContaining("(NO_BACKUP)"),
    ]),
  );
  const ignore = ["NO_BACKUP", "TOO_FEW_FACILITIES"];
  const left = await violations({ intent: "site-diverse", demandToCustomer: 15, ignore });
  expect(left.join()).not.toMatch(/NO_BACKUP|FACILITIES/);
  expect(
    await violations({ backup: "internet", ignore: ["MD5_MISSING", "ONE_MAINTENANCE_DOMAIN"] }),
  ).toEqual([]);
});

it("the policy pack assesses a group against its own intent, and reports a violation on the group", async () => {
  testStack = await TestStack.open({
    program: {
      "index.js": `
        const cni = require("pulumi-cloudflare-cni");
        new cni.InterconnectGroup("transit", {
          intent: "site-diverse",
          onUnmet: "warn",
          maintenanceNotification: [
            { alertType: "cni_maintenance_notification" },
            { alertType: "maintenance_event_notification" },
          ],
          backup: { kind: "internet" },
          ready: false,
          ports: { a: { slot: { facility: "Equinix CH2" } } },
        });
      `,
    },
  });
  await testStack.stack.up();
  const found = await violations();
  expect(found).toEqual([expect.stringMatching(/^transit: transit: .*\(TOO_FEW_PORTS\)$/)]);
});
