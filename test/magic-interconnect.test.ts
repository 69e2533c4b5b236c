/** The routing side of a port on the real engine: adopted, watched, restored, refused in preview. */
import {
  aFreeSlot,
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  TestStack,
} from "./support/test-stack";

const KEY = "key that must stay hidden";
const READ_ONLY = "a-token-that-may-only-read";

let testStack: TestStack;
let slotId: string;
beforeAll(async () => {
  slotId = await aFreeSlot();
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

async function call(method: string, path = "", body?: object) {
  const { baseUrl, accountId, token } = testStack.simulator;
  const url = `${baseUrl}/accounts/${accountId}/magic/cf_interconnects${path}`;
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return JSON.parse(await response.text());
}

async function shown() {
  return (await call("GET")).result.interconnects[0];
}

it("is adopted with the session, and the rest of it stays", async () => {
  await testStack.stack.preview(program(LOW));
  expect(await testStack.writes()).toEqual([]);
  await testStack.stack.up(program(LOW));
  expect(await testStack.stack.outputs()).toMatchObject({
    magic: { name: "ewr", mtu: 1500, healthCheck: { rate: "low", enabled: true } },
  });
  expect(await shown()).toMatchObject({
    mtu: 1500,
    health_check: { rate: "low" },
    bgp: { customer_asn: 65010, md5_key: KEY, import_filter_id: "in" },
  });
  expect(await testStack.writes()).toEqual(["POST", "POST", "PUT"]);
  await testStack.stack.preview({ ...program(LOW), args: ["--expect-no-changes"] });
  await testStack.stack.refresh({ ...program(LOW), args: ["--expect-no-changes"] });
  expect(JSON.stringify(await testStack.stack.state())).not.toContain(KEY);
});

it("drift shows, and up puts it back", async () => {
  await call("PUT", `/${(await shown()).id}`, { health_check: { rate: "high" } });
  await testStack.stack.refresh(program(LOW));
  const { stdout } = await testStack.stack.preview({ ...program(LOW), args: ["--diff"] });
  expect(stdout).toMatch(/~ rate *: "high" => "low"/);
  await testStack.stack.up(program(LOW));
  expect((await shown()).health_check.rate).toBe("low");
});

describe("what Magic would refuse", () => {
  const refused = () => program(magic({ automaticReturnRouting: true }));

  it("fails in preview, and nothing is changed", async () => {
    const before = await shown();
    const { exitCode, all } = await testStack.stack.preview({
      ...refused(),
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect(all).toMatch(
      /the resource 'magic' would be refused: PUT .*: 400 automatic_return_routing.*code 1022/,
    );
    expect(all).not.toMatch(/^\s+at /m);
    expect(all).not.toContain(KEY);
    expect(await shown()).toEqual(before);
  });

  it("is left to up by whoever may only read", async () => {
    await testStack.stack.preview({ env: { ...refused().env, CLOUDFLARE_API_TOKEN: READ_ONLY } });
  });

  it("fails in up as well, and nothing is changed", async () => {
    const before = await shown();
    const { exitCode, all } = await testStack.stack.up({ ...refused(), expectExitCode: "any" });
    expect(exitCode).not.toBe(0);
    expect(all).toContain("automatic_return_routing");
    expect(await shown()).toEqual(before);
  });
});

it("a preview of what Magic accepts changes nothing", async () => {
  const before = await shown();
  await testStack.stack.preview(program(magic({ healthCheck: { rate: "high" } })));
  const [last] = await testStack.simulator.control.requests(1);
  expect(last).toMatchObject({ method: "PUT", query: "validate_only=true", status: 200 });
  expect(await shown()).toEqual(before);
});

it("what the session declares is refused here, with the way out", async () => {
  const { all } = await testStack.stack.preview({
    ...program(magic({ mtu: 1400 })),
    expectExitCode: "any",
  });
  expect(all).toContain("the resource 'magic' declares mtu, and its session declares magic.mtu");
});

it("taken out of the program, it restores what was found", async () => {
  await testStack.stack.up(program());
  expect((await shown()).health_check.rate).toBe("mid");
  expect((await shown()).bgp).toEqual({
    customer_asn: 65010,
    extra_prefixes: [],
    md5_key: KEY,
  });
});

it("goes with a port that was deleted elsewhere, and comes back with a new one", async () => {
  await testStack.stack.up(program(LOW));
  const { interconnects } = await testStack.simulator.control.state();
  await testStack.simulator.control.deleteInterconnect(interconnects[0]?.name ?? "");
  await testStack.stack.refresh(program(LOW));
  expect((await testStack.stack.state()).resources.filter(({ type }) => /cni:/.test(type))).toEqual(
    [],
  );
  await testStack.stack.up(program(LOW));
  expect((await shown()).health_check.rate).toBe("low");
  await testStack.stack.destroy(program(LOW));
  expect((await testStack.simulator.control.state()).interconnects).toEqual([]);
});
