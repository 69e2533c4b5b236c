/** The example `multi-stack`, with one stack for each facility and a stack that assesses all of them together. */
import { mkdir, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { credentialsFor } from "../support/test-stack";
import { EXAMPLES } from "./support/example";
import { expectNothingLeft } from "./support/life";

let simulator: Simulator;
let ord: ThrowawayStack;
let lax: ThrowawayStack;
let network: ThrowawayStack;

beforeAll(async () => {
  simulator = await startSimulator({ healthyAfter: "1s" });
  const facility = (name: string, facility: string) =>
    ThrowawayStack.create({
      program: join(EXAMPLES, "multi-stack/facility"),
      name,
      config: { facility },
      env: {
        ...credentialsFor(simulator),
      },
    });
  ord = await facility("ord", "Equinix CH2");
  lax = await facility("lax", "CoreSite LA1");
  network = await ThrowawayStack.create({ program: join(EXAMPLES, "multi-stack/network") });

  // Each stack has its own backend. Links make the other states visible in the backend of the network stack.
  const states = join(network.backendDir, ".pulumi/stacks/cni-facility");
  await mkdir(states, { recursive: true });
  for (const { statePath } of [ord, lax]) {
    await symlink(statePath, join(states, basename(statePath)));
  }
});
afterAll(async () => {
  for (const stack of [network, lax, ord]) await stack?.dispose();
  await simulator?.close();
});

it("the multi-stack example achieves a higher level with two facilities than with one", async () => {
  await ord.up();
  await lax.up();
  expect(await ord.outputs()).toMatchObject({ configured: "device-diverse" });
  await network.up();
  expect(await network.outputs()).toMatchObject({
    configured: "site-and-device-diverse",
    operational: "site-and-device-diverse",
    blockers: [{ type: "UNCOORDINATED_MAINTENANCE", severity: "warning" }],
    worstCase: { toCustomer: 20, toCloudflare: 2 },
  });
  await network.preview({ args: ["--expect-no-changes"] });
});

it("the multi-stack example reports the loss of a facility after a refresh of its stack", async () => {
  await simulator.control.beginOutage({ facility: "Equinix CH2" });
  await ord.up({ args: ["--refresh"] });
  await network.up();
  expect(await network.outputs()).toMatchObject({
    configured: "site-and-device-diverse",
    operational: "device-diverse",
  });
  await network.destroy();
  await lax.destroy();
  await expectNothingLeft({ simulator, stack: ord });
});
