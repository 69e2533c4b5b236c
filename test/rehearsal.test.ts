/** Rehearses the failures of a design on the simulator to confirm the model's predictions. */
import { rehearse } from "pulumi-cloudflare-cni/rehearsal";
import { TestStack } from "./support/test-stack";

const GROUP = {
  intent: "device-diverse",
  backup: { kind: "internet", name: "two ISPs" },
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  bgp: { customerAsn: 65_010, md5Key: "secret" },
  ports: {
    one: { slot: { facility: "Equinix CH2" } },
    two: { slot: { facility: "Equinix CH2" } },
  },
};
const PROGRAM = {
  "index.js": `
    const cni = require("pulumi-cloudflare-cni");
    new cni.InterconnectGroup("transit", ${JSON.stringify(GROUP)});
  `,
};

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({ program: PROGRAM, simulator: { healthyAfter: "1s" } });
  await testStack.stack.up();
});
afterAll(() => testStack?.close());

const stack = {
  refresh: () => testStack.stack.refresh(),
  exportStack: async () => ({ deployment: await testStack.stack.state() }),
};

it("a rehearsal confirms the model's prediction for every single failure, and restores the links", async () => {
  const rehearsed = await rehearse(stack, testStack.simulator.control);
  const told = rehearsed.map(
    ({ failure, happened }) => `${failure.kind} ${failure.name}: ${happened}`,
  );
  expect(told).toEqual([
    "port one: two",
    "port two: one",
    expect.stringMatching(/^device ccr\S+: (one|two)$/),
    expect.stringMatching(/^device ccr\S+: (one|two)$/),
    "facility Equinix CH2: ",
    "metro ORD: ",
    expect.stringMatching(/^pop ord-\w: $/),
    expect.stringMatching(/^maintenance ccr\S+: (one|two)$/),
    expect.stringMatching(/^maintenance ccr\S+: (one|two)$/),
  ]);
});

it("a rehearsal fails if the API reports wrong devices, and names the difference", async () => {
  const { interconnects } = await testStack.simulator.control.state();
  const [one, two] = interconnects.flatMap((port) => (port.type === "direct" ? [port] : []));
  if (one === undefined || two === undefined)
    throw new Error("The account does not have two ports.");
  await testStack.simulator.control.editInterconnect(one.name, {
    ccr_device_name: two.ccr_device_name,
  });
  await testStack.simulator.control.editInterconnect(two.name, {
    ccr_device_name: one.ccr_device_name,
  });
  await testStack.stack.up({ args: ["--refresh"] });
  await expect(rehearse(stack, testStack.simulator.control)).rejects.toThrow(
    /Group "transit": if device ccr\S+ fails, the model predicts that (one|two) survives, but (?!\1)(one|two) survived on the simulator\./,
  );
});
