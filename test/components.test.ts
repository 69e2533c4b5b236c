/** Resources as children of a component, with the resource options that Pulumi users commonly set. */
import { freeSlots, TestStack, usesPlugin } from "./support/test-stack";

let testStack: TestStack;
beforeAll(async () => {
  const slots = await freeSlots("CoreSite LA1");
  testStack = await TestStack.open({
    programProcess: true,
    program: {
      "index.js": `
        const pulumi = require("@pulumi/pulumi");
        const cni = require("pulumi-cloudflare-cni");
        const slots = process.env.SLOTS.split(",");
        const component = new pulumi.ComponentResource("example:index:Site", "site");
        const path = (name, slotId) => {
          const options = { parent: component };
          const port = new cni.Interconnect(name, { slotId }, options);
          const ready = new cni.InterconnectReady(name, { interconnect: port }, options);
          return new cni.CniBgpSession(
            name,
            { interconnect: port, magic: pulumi.output({ conduitName: name }) },
            { ...options, dependsOn: ready },
          );
        };
        exports.ips = ["lax1", "lax2"].map((name, index) => path(name, slots[index]).customerIp);
      `,
    },
    env: { SLOTS: slots.slice(0, 2).join() },
    simulator: { healthyAfter: "1s" },
  });
});
afterAll(() => testStack?.close());

it("a component with two ports, gates and sessions can be created and destroyed", async () => {
  await testStack.stack.up();
  const { cnis, interconnects } = await testStack.simulator.control.state();
  expect(interconnects).toHaveLength(2);
  expect(await testStack.stack.outputs()).toEqual({
    ips: expect.arrayContaining([cnis[0]?.cust_ip]),
  });
  const { resources } = await testStack.stack.state();
  const children = resources.filter(
    ({ type }) => type.includes("cloudflare-cni") && !type.startsWith("pulumi:"),
  );
  expect(children).toHaveLength(6);
  // The inputs of a dynamic resource contain its URN, because the engine does not pass the URN to its provider.
  const carries = children.map(({ inputs, urn }) => inputs?.__urn === urn);
  expect(carries).toEqual(Array(6).fill(!usesPlugin));
  await testStack.stack.preview({ args: ["--expect-no-changes"] });
  await testStack.stack.destroy();
  expect((await testStack.simulator.control.state()).interconnects).toEqual([]);
});
