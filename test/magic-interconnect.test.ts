/** Magic settings of a session with the real engine: adoption, drift, restored settings, and errors in preview. */
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  firstFreeSlot,
  TestStack,
} from "./support/test-stack";

const KEY = "key that must stay hidden";
const READ_ONLY = "a-token-that-may-only-read";

let testStack: TestStack;
let slotId: string;
beforeAll(async () => {
  slotId = await firstFreeSlot();
  testStack = await TestStack.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: { readOnlyToken: READ_ONLY },
  });
});
afterAll(() => testStack?.close());

function program(...magic: Declaration[]) {
  const args = {
    interconnect: "$port",
    magic: { conduitName: "ewr" },
    bgp: { customerAsn: 65010, md5Key: KEY },
  };
  return declare(
    { type: "Interconnect", name: "port", args: { slotId } },
    { type: "CniBgpSession", name: "session", args },
    ...magic,
  );
}

function magic(settings: object): Declaration {
  return { type: "MagicInterconnect", name: "magic", args: { session: "$session", ...settings } };
}

const LOW = magic({ healthCheck: { rate: "low" }, bgpFilters: { importFilterId: "in" } });

interface MagicInterconnect {
  id: string;
  health_check: { rate: string; direction: string };
  bgp?: object;
}
const INTERCONNECTS = "/magic/cf_interconnects";

async function firstMagicInterconnect() {
  const { result } = await testStack.request<{ result: { interconnects: MagicInterconnect[] } }>(
    "GET",
    INTERCONNECTS,
  );
  const [interconnect] = result.interconnects;
  if (interconnect === undefined) throw new Error("The account has no Magic interconnect.");
  return interconnect;
}

it("a Magic interconnect keeps its undeclared settings when the program starts to manage it", async () => {
  await testStack.stack.preview(program(LOW));
  expect(await testStack.writes()).toEqual([]);
  await testStack.stack.up(program(LOW));
  expect(await testStack.stack.outputs()).toMatchObject({
    magic: { name: "ewr", mtu: 1500, healthCheck: { rate: "low", enabled: true } },
  });
  expect(await firstMagicInterconnect()).toMatchObject({
    mtu: 1500,
    health_check: { rate: "low" },
    bgp: { customer_asn: 65010, md5_key: KEY, import_filter_id: "in" },
  });
  expect(await testStack.writes()).toEqual(["POST", "POST", "PUT"]);
  await testStack.stack.preview({ ...program(LOW), args: ["--expect-no-changes"] });
  await testStack.stack.refresh({ ...program(LOW), args: ["--expect-no-changes"] });
  expect(JSON.stringify(await testStack.stack.state())).not.toContain(KEY);
});

it("a Magic interconnect shows drift, which up reverts", async () => {
  await testStack.request("PUT", `${INTERCONNECTS}/${(await firstMagicInterconnect()).id}`, {
    health_check: { rate: "high" },
  });
  await testStack.stack.refresh(program(LOW));
  const { stdout } = await testStack.stack.preview({ ...program(LOW), args: ["--diff"] });
  expect(stdout).toMatch(/~ rate *: "high" => "low"/);
  await testStack.stack.up(program(LOW));
  expect((await firstMagicInterconnect()).health_check.rate).toBe("low");
});

it("a Magic interconnect that declares only healthCheck.enabled keeps the direction of the health check", async () => {
  const { id } = await firstMagicInterconnect();
  await testStack.request("PUT", `${INTERCONNECTS}/${id}`, {
    health_check: { enabled: false, rate: "low", direction: "bidirectional" },
  });
  const enabled = program(magic({ healthCheck: { enabled: true } }));
  const { stdout } = await testStack.stack.preview({ ...enabled, args: ["--diff"] });
  expect(stdout).toMatch(/\+ enabled: true/);
  expect(stdout).not.toMatch(/[+~] direction/);
  await testStack.stack.up(enabled);
  expect((await firstMagicInterconnect()).health_check).toMatchObject({
    enabled: true,
    direction: "bidirectional",
  });
  await testStack.request("PUT", `${INTERCONNECTS}/${id}`, {
    health_check: { enabled: true, rate: "high", direction: "bidirectional" },
  });
  await testStack.stack.refresh({ ...enabled, args: ["--expect-no-changes"] });
  await testStack.stack.preview({ ...enabled, args: ["--expect-no-changes"] });
  await testStack.request("PUT", `${INTERCONNECTS}/${id}`, { health_check: {} });
  await testStack.stack.up(program(LOW));
});

describe("a change that the Magic API rejects", () => {
  const refused = () => program(magic({ automaticReturnRouting: true }));

  it("fails in preview and changes nothing", async () => {
    const before = await firstMagicInterconnect();
    const { exitCode, all } = await testStack.stack.preview({
      ...refused(),
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect(all).toMatch(
      /Cloudflare would refuse the settings: PUT .*: 400 automatic_return_routing.*code 1022/,
    );
    expect(all).not.toMatch(/^\s+at /m);
    expect(all).not.toContain(KEY);
    expect(await firstMagicInterconnect()).toEqual(before);
  });

  it("passes preview with a read-only token, which cannot check it", async () => {
    await testStack.stack.preview({ env: { ...refused().env, CLOUDFLARE_API_TOKEN: READ_ONLY } });
  });

  it("fails in up and changes nothing", async () => {
    const before = await firstMagicInterconnect();
    const { exitCode, all } = await testStack.stack.up({ ...refused(), expectExitCode: "any" });
    expect(exitCode).not.toBe(0);
    expect(all).toContain("automatic_return_routing");
    expect(await firstMagicInterconnect()).toEqual(before);
  });
});

it("a preview of a change that the Magic API accepts does not apply the change", async () => {
  const before = await firstMagicInterconnect();
  await testStack.stack.preview(program(magic({ healthCheck: { rate: "high" } })));
  const [last] = await testStack.simulator.control.requests(1);
  expect(last).toMatchObject({ method: "PUT", query: "validate_only=true", status: 200 });
  expect(await firstMagicInterconnect()).toEqual(before);
});

it("a Magic interconnect refuses settings that belong to its session, with advice", async () => {
  const { all } = await testStack.stack.preview({
    ...program(magic({ mtu: 1400 })),
    expectExitCode: "any",
  });
  expect(all).toContain('MagicInterconnect "magic": mtu conflicts with magic.mtu of its session.');
});

it("a Magic interconnect restores the original settings when the program no longer declares it", async () => {
  await testStack.stack.up(program());
  expect((await firstMagicInterconnect()).health_check.rate).toBe("mid");
  expect((await firstMagicInterconnect()).bgp).toEqual({
    customer_asn: 65010,
    extra_prefixes: [],
    md5_key: KEY,
  });
});

it("a Magic interconnect leaves the state with a port that somebody deleted, and is created again with a new port", async () => {
  await testStack.stack.up(program(LOW));
  const { interconnects } = await testStack.simulator.control.state();
  await testStack.simulator.control.deleteInterconnect(interconnects[0]?.name ?? "");
  await testStack.stack.refresh(program(LOW));
  expect((await testStack.stack.state()).resources.filter(({ type }) => /cni:/.test(type))).toEqual(
    [],
  );
  await testStack.stack.up(program(LOW));
  expect((await firstMagicInterconnect()).health_check.rate).toBe("low");
  await testStack.stack.destroy(program(LOW));
  expect((await testStack.simulator.control.state()).interconnects).toEqual([]);
});
