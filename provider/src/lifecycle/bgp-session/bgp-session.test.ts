/** The life of a session, updated in place by its whole object. */
import type { Props } from "../../run/property-values";
import { PROVIDER_TEXT, plain, type State, unfinished } from "../../testing/engine";
import { ImpatientClock } from "../../testing/fake-clock";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

const MAGIC = { conduitName: "ewr", description: "Newark", mtu: 1500 };
const BGP = {
  customerAsn: 65010,
  extraPrefixes: ["0.0.0.0/0", "100.96.0.0/12"],
  md5Key: "the key",
};

let testAccount: TestAccount;
let interconnect: string;

beforeAll(async () => {
  testAccount = await openTestAccount({}, { clock: new ImpatientClock() });
});
beforeEach(async () => {
  await testAccount.simulator.control.reset();
  const slotIds = await testAccount.freeSlots();
  interconnect = await orderPort(slotIds[0]);
});
afterAll(() => testAccount.close());

const plugin = () => testAccount.plugin("CniBgpSession");

const orderPort = async (slotId: string) =>
  (await testAccount.post("interconnects", { type: "direct", slot_id: slotId })).name;

/** A session that somebody else made. */
function post(bgp: object): Promise<{ id: string }> {
  const magic = { conduit_name: "ewr", description: "", mtu: 1500 };
  return testAccount.post("cnis", { interconnect, magic, bgp });
}

async function create(more: Props = {}): Promise<State> {
  return (await plugin()).create({ interconnect, magic: MAGIC, bgp: BGP, ...more });
}

/** A state with its secrets in plain text. */
const bare = ({ id, inputs, outputs }: State): State => ({
  id,
  inputs: plain(inputs),
  outputs: plain(outputs),
});

async function refreshed(state: State): Promise<State | undefined> {
  const found = await (await plugin()).refresh(state);
  return found && bare(found);
}

/** The CNIs at the API. */
async function present() {
  return (await testAccount.simulator.control.state()).cnis;
}

describe("create", () => {
  it("returns the addresses beside what was declared", async () => {
    const { id, outputs } = await create();
    expect(plain(outputs)).toMatchObject({
      __provider: PROVIDER_TEXT,
      accountId: testAccount.simulator.accountId,
      interconnect,
      cniId: id,
      customerIp: expect.stringMatching(/\/31$/),
      cloudflareIp: expect.stringMatching(/\/31$/),
      magic: MAGIC,
      bgp: BGP,
    });
    expect(await present()).toMatchObject([
      { id, bgp: { customer_asn: 65010, md5_key: "the key" } },
    ]);
  });

  it("makes a link without BGP", async () => {
    const { outputs } = await (await plugin()).create({ interconnect, magic: MAGIC });
    expect(outputs).not.toHaveProperty("bgp");
    expect((await present())[0]).not.toHaveProperty("bgp");
  });

  it("sets the mode, which the API takes only in an update", async () => {
    const { outputs } = await create({ bgpMode: "advertise_only" });
    expect(outputs).toMatchObject({ bgpMode: "advertise_only" });
    expect(await present()).toMatchObject([{ bgp_mode: "advertise_only" }]);
    expect(await testAccount.countRequests("POST")).toBe(2); // the port's and the session's
  });

  it("keeps a session in state of which only the mode is missing", async () => {
    await testAccount.simulator.control.addFault({
      method: "PUT",
      respond: { status: 400, body: "no" },
    });
    const declared = { interconnect, magic: MAGIC, bgp: BGP, bgpMode: "advertise_only" };
    const session = await plugin();
    const failed = await unfinished(session.create(declared));
    expect(await present()).toMatchObject([{ id: failed.id }]);
    expect(failed.reasons[0]).toMatch(/exists and is not as declared yet: PUT .* 400/);
    expect(failed.properties).toMatchObject({ __provider: PROVIDER_TEXT, cniId: failed.id });
    const { outputs } = await session.update(failed, declared);
    expect(outputs).toMatchObject({ bgpMode: "advertise_only" });
  });

  it("finds the session whose answer was lost", async () => {
    const fault = { method: "POST", effect: "applied", respond: { drop: true } } as const;
    await testAccount.simulator.control.addFault(fault);
    const { id } = await create();
    expect(await present()).toMatchObject([{ id }]);
  });

  it("says that nothing was created where nothing was", async () => {
    await testAccount.simulator.control.addFault({ method: "POST", respond: { status: 502 } });
    await expect(create()).rejects.toThrow(/^POST .* 502 .*nothing was created\.$/);
    expect(await present()).toEqual([]);
  });

  it("says that it does not know where looking fails too", async () => {
    const control = testAccount.simulator.control;
    await control.addFault({ method: "POST", effect: "applied", respond: { status: 502 } });
    await control.addFault({ method: "GET", effect: "applied", respond: { delay: "1ms" } });
    await control.addFault({ method: "GET", respond: { status: 501 }, times: 9 });
    await expect(create()).rejects.toThrow(/is not known, because looking failed too.*adopt: true/);
    expect(await present()).toHaveLength(1);
  });

  it("refuses a session that is there, and adopts it where the program says so", async () => {
    const shared = testAccount;
    // In an account of its own, where no other test has had a session of this id.
    testAccount = await openTestAccount({ accountId: "b".repeat(32) });
    try {
      interconnect = await orderPort((await testAccount.freeSlots())[0]);
      const { id } = await post({ customer_asn: 65010, extra_prefixes: [] });
      await expect(create()).rejects.toThrow(/already has conduit "ewr"[\s\S]*set `adopt: true`/);
      const bgp = { customerAsn: 65011 };
      const adopted = await create({ adopt: true, bgp });
      expect(adopted.id).toBe(id);
      expect(await present()).toMatchObject([{ id, bgp: { customer_asn: 65011, md5_key: null } }]);
    } finally {
      await testAccount.close();
      testAccount = shared;
    }
  });

  it("does not adopt the session of another resource", async () => {
    const { id } = await create();
    await expect(create({ adopt: true })).rejects.toThrow(
      `Another resource of this stack has ${id}`,
    );
  });

  it("does not adopt a session of another port", async () => {
    await create();
    const [, slotId] = await testAccount.freeSlots();
    const other = await orderPort(slotId);
    await expect(create({ interconnect: other, adopt: true })).rejects.toThrow(
      `is already on interconnect ${interconnect}`,
    );
  });
});

describe("update", () => {
  it("changes everything in place", async () => {
    const state = await create();
    const magic = { conduitName: "ewr-2", description: "moved", mtu: 1476 };
    const { outputs } = await (await plugin()).update(state, {
      interconnect,
      magic,
      bgp: { customerAsn: 65020, extraPrefixes: [], md5Key: "new key" },
    });
    expect(plain(outputs)).toMatchObject({ cniId: state.id, magic, bgp: { md5Key: "new key" } });
    expect(await present()).toMatchObject([
      { id: state.id, magic: { conduit_name: "ewr-2" }, bgp: { customer_asn: 65020 } },
    ]);
  });

  it("removes the key, then BGP", async () => {
    const session = await plugin();
    const bgp = { customerAsn: 65010 };
    const keyless = await session.update(await create(), { interconnect, magic: MAGIC, bgp });
    expect(await present()).toMatchObject([{ bgp: { md5_key: null } }]);
    expect(keyless.outputs.bgp).not.toHaveProperty("md5Key");

    const { outputs } = await session.update(keyless, { interconnect, magic: MAGIC });
    expect((await present())[0]).not.toHaveProperty("bgp");
    expect(outputs).not.toHaveProperty("bgp");
  });
});

describe("a port that vanished", () => {
  const GONE =
    /^Interconnect cni-\S+ of this session no longer exists at Cloudflare\. Run `pulumi refresh`, then `pulumi up`\.\nCloudflare's error: /;

  it("is named with `pulumi refresh` if a session is updated", async () => {
    const state = await create();
    await testAccount.simulator.control.deleteInterconnect(interconnect);
    const declared = { interconnect, magic: { ...MAGIC, mtu: 1400 }, bgp: BGP };
    await expect((await plugin()).update(state, declared)).rejects.toThrow(GONE);
  });

  it("is named with `pulumi refresh` if a session is created", async () => {
    await testAccount.simulator.control.deleteInterconnect(interconnect);
    await expect(create()).rejects.toThrow(GONE);
    expect(await present()).toEqual([]);
  });

  it("is not blamed if only the session is gone", async () => {
    const state = await create();
    await testAccount.simulator.control.deleteCni(state.id);
    const declared = { interconnect, magic: { ...MAGIC, mtu: 1400 }, bgp: BGP };
    await expect((await plugin()).update(state, declared)).rejects.toThrow(
      `Session ${state.id} no longer exists at Cloudflare. Run \`pulumi refresh\``,
    );
  });

  it("is not blamed if the API refuses the session for another reason", async () => {
    await testAccount.simulator.control.addFault({
      method: "POST",
      respond: { status: 400, body: "no" },
    });
    await expect(create()).rejects.toThrow(/^POST .* 400/);
  });
});

describe("refresh", () => {
  it("finds nothing new where nothing changed", async () => {
    const state = await create();
    expect(await refreshed(state)).toEqual(bare(state));
  });

  it("does not take the order of prefixes for a change", async () => {
    const state = await create();
    const bgp = { customer_asn: 65010, extra_prefixes: [...BGP.extraPrefixes].reverse() };
    await testAccount.simulator.control.editCni(state.id, { bgp: { ...bgp, md5_key: "the key" } });
    expect(await refreshed(state)).toEqual(bare(state));
  });

  it("brings drift into outputs and inputs, so that the next preview shows it", async () => {
    const state = await create();
    await testAccount.simulator.control.editCni(state.id, { magic: { mtu: 1400 } });
    const session = await plugin();
    const drifted = await session.refresh(state);
    const magic = { ...MAGIC, mtu: 1400 };
    expect(drifted).toMatchObject({ outputs: { magic }, inputs: { magic } });
    expect(
      drifted && (await session.diff(drifted, { interconnect, magic: MAGIC, bgp: BGP })),
    ).toEqual({ changes: true, replaces: [], deleteBeforeReplace: false });
  });

  it.each([
    { customer_asn: 65020, extra_prefixes: [] },
    // What the dashboard allows and this package does not.
    { customer_asn: 65535, extra_prefixes: ["10.0.0.1/8"], md5_key: "x".repeat(90) },
  ])("shows BGP that somebody added: %j", async (bgp) => {
    const session = await plugin();
    const declared = { interconnect, magic: MAGIC };
    const state = await session.create(declared);
    await testAccount.simulator.control.editCni(state.id, { bgp });
    const drifted = await session.refresh(state);
    expect(drifted?.inputs).toMatchObject({ bgp: { customerAsn: bgp.customer_asn } });
    expect(drifted && (await session.diff(drifted, declared))).toMatchObject({ changes: true });
  });

  it("shows BGP that somebody removed", async () => {
    const session = await plugin();
    const state = await create();
    await testAccount.simulator.control.editCni(state.id, { bgp: null });
    const drifted = await session.refresh(state);
    expect(drifted?.inputs).not.toHaveProperty("bgp");
    expect(
      drifted && (await session.diff(drifted, { interconnect, magic: MAGIC, bgp: BGP })),
    ).toMatchObject({ changes: true });
  });

  it("does not move a session because the API names its port otherwise", async () => {
    const state = await create();
    const port = (await testAccount.simulator.control.state()).interconnects[0];
    const reservation = port?.virtual_port_reservation_id ?? "";
    await testAccount.simulator.control.editCni(state.id, { interconnect: reservation });
    expect((await (await plugin()).refresh(state))?.outputs).toMatchObject({ interconnect });
  });
});

describe("the MD5 key", () => {
  const SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value: "the key",
  };

  it("is a secret in every result", async () => {
    const session = await plugin();
    const created = await create();
    const updated = await session.update(created, { interconnect, magic: MAGIC, bgp: BGP });
    const refreshed = await session.refresh(updated);
    for (const props of [created.outputs, updated.outputs, refreshed?.outputs, refreshed?.inputs]) {
      expect(props).toMatchObject({ bgp: { md5Key: SECRET } });
      expect(withoutSecrets(props)).not.toContain("the key");
    }
  });

  it("is a secret where somebody else set it", async () => {
    const session = await plugin();
    const state = await session.create({ interconnect, magic: MAGIC });
    const bgp = { customer_asn: 65010, extra_prefixes: [], md5_key: "the key" };
    await testAccount.simulator.control.editCni(state.id, { bgp });
    const drifted = await session.refresh(state);
    expect(drifted).toMatchObject({ outputs: { bgp: { md5Key: SECRET } } });
    expect(withoutSecrets(drifted)).not.toContain("the key");
  });

  it("is a secret in a failure that keeps the session, and not in its reason", async () => {
    const body = { error: "md5_key 'the key' is refused" };
    await testAccount.simulator.control.addFault({ method: "PUT", respond: { status: 400, body } });
    const declared = { interconnect, magic: MAGIC, bgp: BGP, bgpMode: "advertise_only" };
    const { properties, reasons } = await unfinished((await plugin()).create(declared));
    expect(properties).toMatchObject({ bgp: { md5Key: SECRET } });
    expect(withoutSecrets(properties)).not.toContain("the key");
    expect(reasons.join()).not.toContain("the key");
  });

  it("that the API does not return is as it was declared", async () => {
    const state = await create();
    await testAccount.simulator.control.addFault({
      path: `${state.id}$`,
      respond: {
        status: 200,
        body: {
          ...(await present())[0],
          bgp: { customer_asn: 65010, extra_prefixes: BGP.extraPrefixes },
        },
      },
    });
    expect(await refreshed(state)).toEqual(bare(state));
  });

  it("that somebody removed is drift", async () => {
    const state = await create();
    const bgp = { customer_asn: 65010, extra_prefixes: BGP.extraPrefixes, md5_key: null };
    await testAccount.simulator.control.editCni(state.id, { bgp });
    const session = await plugin();
    const drifted = await session.refresh(state);
    expect(
      drifted && (await session.diff(drifted, { interconnect, magic: MAGIC, bgp: BGP })),
    ).toMatchObject({ changes: true });
  });
});

/** The text of what is no secret. */
function withoutSecrets(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === "object" && inner !== null && "4dabf18193072939515e22adb298388d" in inner
      ? undefined
      : inner,
  );
}
