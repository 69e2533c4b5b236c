/** The example `magic-transit-v2`, including its resources from `@pulumi/cloudflare`. */
import type { TestStack } from "../support/test-stack";
import { expectNothingLeft, openExample, STAND_INS } from "./support/life";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await openExample("magic-transit-v2", {
    config: { accountId: "0123456789abcdef0123456789abcdef" },
    env: STAND_INS,
  });
});
afterAll(() => testStack?.close());

it("the Magic Transit example creates ports, gates, sessions, backup tunnels, routes with priorities and maintenance notifications", async () => {
  await testStack.stack.up();
  const { accounts, cnis } = await testStack.simulator.control.state();
  const [account] = accounts;
  const nexthop = (conduit: string) =>
    cnis.find(({ magic }) => magic.conduit_name === conduit)?.cust_ip.replace("/31", "");
  const ord = nexthop("transit-ord");
  const lax = nexthop("transit-lax");
  const routes = account?.routes.map(({ prefix, nexthop, priority }) => ({
    prefix,
    nexthop,
    priority,
  }));
  expect(routes).toHaveLength(8);
  expect(routes).toEqual(
    expect.arrayContaining([
      { prefix: "203.0.113.0/24", nexthop: ord, priority: 50 },
      { prefix: "203.0.113.0/24", nexthop: lax, priority: 150 },
      { prefix: "198.51.100.0/24", nexthop: ord, priority: 50 },
      { prefix: "198.51.100.0/24", nexthop: lax, priority: 150 },
      { prefix: "203.0.113.0/24", nexthop: "10.213.0.1", priority: 700_000 },
      { prefix: "198.51.100.0/24", nexthop: "10.213.0.3", priority: 700_000 },
    ]),
  );
  const told = { enabled: true, mechanisms: { email: [{ id: "noc@example.com" }] } };
  expect(account?.policies).toHaveLength(2);
  expect(account?.policies).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ ...told, alert_type: "cni_maintenance_notification" }),
      expect.objectContaining({
        ...told,
        alert_type: "maintenance_event_notification",
        filters: { airport_code: ["ORD", "LAX"] },
      }),
    ]),
  );
  const requests = await testStack.simulator.control.requests();
  const posts = requests
    .filter(({ method }) => method === "POST")
    .map(({ path }) => path.replace(/^.*\/accounts\/\w+\//, ""));
  expect(posts.lastIndexOf("cni/cnis")).toBeGreaterThan(posts.lastIndexOf("cni/interconnects"));
  expect(posts.at(-1)).toBe("magic/routes");
});

it("the Magic Transit example updates and deletes a route in place", async () => {
  await testStack.stack.preview({ args: ["--expect-no-changes"] });
  await testStack.stack.pulumi(["config", "set", "notify", "night@example.com"]);
  const { changeSummary } = await testStack.stack.previewJson();
  expect(changeSummary).toMatchObject({ update: 2 });
  await testStack.simulator.control.beginOutage({ site: "ord-a" });
  await testStack.stack.up({ args: ["--refresh"] });
  expect(await testStack.stack.outputs()).toMatchObject({
    configured: "site-diverse",
    operational: "single",
  });
  const { accounts } = await testStack.simulator.control.state();
  expect(accounts[0]?.policies.map(({ mechanisms }) => mechanisms)).toEqual([
    { email: [{ id: "night@example.com" }] },
    { email: [{ id: "night@example.com" }] },
  ]);
  await expectNothingLeft(testStack);
});
