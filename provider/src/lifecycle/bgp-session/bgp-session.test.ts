/** Tests the lifecycle of a CniBgpSession. Every update writes the session as a whole object. */
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

/** Creates a session outside Pulumi. */
function post(bgp: object): Promise<{ id: string }> {
  const magic = { conduit_name: "ewr", description: "", mtu: 1500 };
  return testAccount.post("cnis", { interconnect, magic, bgp });
}

async function create(more: Props = {}): Promise<State> {
  return (await plugin()).create({ interconnect, magic: MAGIC, bgp: BGP, ...more });
}

/** Returns the state with its secrets unwrapped. */
const unwrapSecrets = ({ id, inputs, outputs }: State): State => ({
  id,
  inputs: plain(inputs),
  outputs: plain(outputs),
});

async function refresh(state: State): Promise<State | undefined> {
  const found = await (await plugin()).refresh(state);
  return found && unwrapSecrets(found);
}

/** Returns the CNIs from the API. */
async function listCnis() {
  return (await testAccount.simulator.control.state()).cnis;
}

describe("creating a CniBgpSession", () => {
  it("returns the addresses and the declared settings", async () => {
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
    expect(await listCnis()).toMatchObject([
      { id, bgp: { customer_asn: 65010, md5_key: "the key" } },
    ]);
  });

  it("creates a session without BGP", async () => {
    const { outputs } = await (await plugin()).create({ interconnect, magic: MAGIC });
    expect(outputs).not.toHaveProperty("bgp");
    expect((await listCnis())[0]).not.toHaveProperty("bgp");
  });

  it("sets the mode in an update, because the API does not accept the mode on create", async () => {
    const { outputs } = await create({ bgpMode: "advertise_only" });
    expect(outputs).toMatchObject({ bgpMode: "advertise_only" });
    expect(await listCnis()).toMatchObject([{ bgp_mode: "advertise_only" }]);
    expect(await testAccount.countRequests("POST")).toBe(2); // one POST for the port and one for the session
  });

  it("keeps the session in the state if setting the mode fails, and sets the mode in the next update", async () => {
    await testAccount.simulator.control.addFault({
      method: "PUT",
      respond: { status: 400, body: "no" },
    });
    const declared = { interconnect, magic: MAGIC, bgp: BGP, bgpMode: "advertise_only" };
    const session = await plugin();
    const failed = await unfinished(session.create(declared));
    expect(await listCnis()).toMatchObject([{ id: failed.id }]);
    expect(failed.reasons[0]).toMatch(/exists, but its settings could not be updated: PUT .* 400/);
    expect(failed.properties).toMatchObject({ __provider: PROVIDER_TEXT, cniId: failed.id });
    const { outputs } = await session.update(failed, declared);
    expect(outputs).toMatchObject({ bgpMode: "advertise_only" });
  });

  it("finds the created session if the response to the POST is lost", async () => {
    const fault = { method: "POST", effect: "applied", respond: { drop: true } } as const;
    await testAccount.simulator.control.addFault(fault);
    const { id } = await create();
    expect(await listCnis()).toMatchObject([{ id }]);
  });

  it("reports that nothing was created if the list has no session after a failed POST", async () => {
    await testAccount.simulator.control.addFault({ method: "POST", respond: { status: 502 } });
    await expect(create()).rejects.toThrow(/^POST .* 502 .*nothing was created\.$/);
    expect(await listCnis()).toEqual([]);
  });

  it("reports that the outcome is unknown if the POST and the list fail, and advises the user to set `adopt`", async () => {
    const control = testAccount.simulator.control;
    await control.addFault({ method: "POST", effect: "applied", respond: { status: 502 } });
    await control.addFault({ method: "GET", effect: "applied", respond: { delay: "1ms" } });
    await control.addFault({ method: "GET", respond: { status: 501 }, times: 9 });
    await expect(create()).rejects.toThrow(
      /It is not known whether .*, because the check failed too.*adopt: true/,
    );
    expect(await listCnis()).toHaveLength(1);
  });

  it("refuses a conduit name that already exists, and adopts its session if `adopt` is set", async () => {
    const shared = testAccount;
    // This test uses its own account, in which no other test has created a session with the same ID.
    testAccount = await openTestAccount({ accountId: "b".repeat(32) });
    try {
      interconnect = await orderPort((await testAccount.freeSlots())[0]);
      const { id } = await post({ customer_asn: 65010, extra_prefixes: [] });
      await expect(create()).rejects.toThrow(/already has conduit "ewr"[\s\S]*set `adopt: true`/);
      const bgp = { customerAsn: 65011 };
      const adopted = await create({ adopt: true, bgp });
      expect(adopted.id).toBe(id);
      expect(await listCnis()).toMatchObject([{ id, bgp: { customer_asn: 65011, md5_key: null } }]);
    } finally {
      await testAccount.close();
      testAccount = shared;
    }
  });

  it("refuses to adopt the session of another resource", async () => {
    const { id } = await create();
    await expect(create({ adopt: true })).rejects.toThrow(
      `Another resource of this stack already manages ${id}`,
    );
  });

  it("refuses to adopt a session on another interconnect", async () => {
    await create();
    const [, slotId] = await testAccount.freeSlots();
    const other = await orderPort(slotId);
    await expect(create({ interconnect: other, adopt: true })).rejects.toThrow(
      `already exists on interconnect ${interconnect}`,
    );
  });
});

describe("updating a CniBgpSession", () => {
  it("changes name, description, MTU and BGP settings in place", async () => {
    const state = await create();
    const magic = { conduitName: "ewr-2", description: "moved", mtu: 1476 };
    const { outputs } = await (await plugin()).update(state, {
      interconnect,
      magic,
      bgp: { customerAsn: 65020, extraPrefixes: [], md5Key: "new key" },
    });
    expect(plain(outputs)).toMatchObject({ cniId: state.id, magic, bgp: { md5Key: "new key" } });
    expect(await listCnis()).toMatchObject([
      { id: state.id, magic: { conduit_name: "ewr-2" }, bgp: { customer_asn: 65020 } },
    ]);
  });

  it("removes the MD5 key and then BGP", async () => {
    const session = await plugin();
    const bgp = { customerAsn: 65010 };
    const keyless = await session.update(await create(), { interconnect, magic: MAGIC, bgp });
    expect(await listCnis()).toMatchObject([{ bgp: { md5_key: null } }]);
    expect(keyless.outputs.bgp).not.toHaveProperty("md5Key");

    const { outputs } = await session.update(keyless, { interconnect, magic: MAGIC });
    expect((await listCnis())[0]).not.toHaveProperty("bgp");
    expect(outputs).not.toHaveProperty("bgp");
  });
});

describe("CniBgpSession errors", () => {
  const GONE =
    /^Interconnect cni-\S+ of this session no longer exists at Cloudflare\. Run `pulumi refresh`, then `pulumi up`\.\nCloudflare's error: /;

  it("fails to update a session whose interconnect was deleted, and advises `pulumi refresh`", async () => {
    const state = await create();
    await testAccount.simulator.control.deleteInterconnect(interconnect);
    const declared = { interconnect, magic: { ...MAGIC, mtu: 1400 }, bgp: BGP };
    await expect((await plugin()).update(state, declared)).rejects.toThrow(GONE);
  });

  it("fails to create a session whose interconnect was deleted, and advises `pulumi refresh`", async () => {
    await testAccount.simulator.control.deleteInterconnect(interconnect);
    await expect(create()).rejects.toThrow(GONE);
    expect(await listCnis()).toEqual([]);
  });

  it("names the session in the error if only the session was deleted", async () => {
    const state = await create();
    await testAccount.simulator.control.deleteCni(state.id);
    const declared = { interconnect, magic: { ...MAGIC, mtu: 1400 }, bgp: BGP };
    await expect((await plugin()).update(state, declared)).rejects.toThrow(
      `Session ${state.id} no longer exists at Cloudflare. Run \`pulumi refresh\``,
    );
  });

  it("fails with Cloudflare's error message if the API refuses the session for another reason", async () => {
    await testAccount.simulator.control.addFault({
      method: "POST",
      respond: { status: 400, body: "no" },
    });
    await expect(create()).rejects.toThrow(/^POST .* 400/);
  });
});

describe("refreshing a CniBgpSession", () => {
  it("returns the same state if nothing changed", async () => {
    const state = await create();
    expect(await refresh(state)).toEqual(unwrapSecrets(state));
  });

  it("ignores the order of prefixes", async () => {
    const state = await create();
    const bgp = { customer_asn: 65010, extra_prefixes: [...BGP.extraPrefixes].reverse() };
    await testAccount.simulator.control.editCni(state.id, { bgp: { ...bgp, md5_key: "the key" } });
    expect(await refresh(state)).toEqual(unwrapSecrets(state));
  });

  it("writes drift to outputs and inputs, so that the next preview shows it", async () => {
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
    // The dashboard accepts these values, but this package does not.
    { customer_asn: 65535, extra_prefixes: ["10.0.0.1/8"], md5_key: "x".repeat(90) },
  ])("shows BGP that was added in the dashboard as drift: %j", async (bgp) => {
    const session = await plugin();
    const declared = { interconnect, magic: MAGIC };
    const state = await session.create(declared);
    await testAccount.simulator.control.editCni(state.id, { bgp });
    const drifted = await session.refresh(state);
    expect(drifted?.inputs).toMatchObject({ bgp: { customerAsn: bgp.customer_asn } });
    expect(drifted && (await session.diff(drifted, declared))).toMatchObject({ changes: true });
  });

  it("shows BGP that was removed in the dashboard as drift", async () => {
    const session = await plugin();
    const state = await create();
    await testAccount.simulator.control.editCni(state.id, { bgp: null });
    const drifted = await session.refresh(state);
    expect(drifted?.inputs).not.toHaveProperty("bgp");
    expect(
      drifted && (await session.diff(drifted, { interconnect, magic: MAGIC, bgp: BGP })),
    ).toMatchObject({ changes: true });
  });

  it("keeps the name of the interconnect if the API returns its reservation ID", async () => {
    const state = await create();
    const port = (await testAccount.simulator.control.state()).interconnects[0];
    const reservation = port?.virtual_port_reservation_id ?? "";
    await testAccount.simulator.control.editCni(state.id, { interconnect: reservation });
    expect((await (await plugin()).refresh(state))?.outputs).toMatchObject({ interconnect });
  });
});

describe("CniBgpSession and MD5 keys", () => {
  const SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value: "the key",
  };

  it("marks the MD5 key as a secret in the results of create, update and refresh", async () => {
    const session = await plugin();
    const created = await create();
    const updated = await session.update(created, { interconnect, magic: MAGIC, bgp: BGP });
    const refreshed = await session.refresh(updated);
    for (const props of [created.outputs, updated.outputs, refreshed?.outputs, refreshed?.inputs]) {
      expect(props).toMatchObject({ bgp: { md5Key: SECRET } });
      expect(withoutSecrets(props)).not.toContain("the key");
    }
  });

  it("marks the MD5 key as a secret even if it was set outside Pulumi", async () => {
    const session = await plugin();
    const state = await session.create({ interconnect, magic: MAGIC });
    const bgp = { customer_asn: 65010, extra_prefixes: [], md5_key: "the key" };
    await testAccount.simulator.control.editCni(state.id, { bgp });
    const drifted = await session.refresh(state);
    expect(drifted).toMatchObject({ outputs: { bgp: { md5Key: SECRET } } });
    expect(withoutSecrets(drifted)).not.toContain("the key");
  });

  it("marks the MD5 key as a secret in the outputs of an unfinished create, and omits it from the reason", async () => {
    const body = { error: "md5_key 'the key' is refused" };
    await testAccount.simulator.control.addFault({ method: "PUT", respond: { status: 400, body } });
    const declared = { interconnect, magic: MAGIC, bgp: BGP, bgpMode: "advertise_only" };
    const { properties, reasons } = await unfinished((await plugin()).create(declared));
    expect(properties).toMatchObject({ bgp: { md5Key: SECRET } });
    expect(withoutSecrets(properties)).not.toContain("the key");
    expect(reasons.join()).not.toContain("the key");
  });

  it("keeps the declared MD5 key if the API does not return it", async () => {
    const state = await create();
    await testAccount.simulator.control.addFault({
      path: `${state.id}$`,
      respond: {
        status: 200,
        body: {
          ...(await listCnis())[0],
          bgp: { customer_asn: 65010, extra_prefixes: BGP.extraPrefixes },
        },
      },
    });
    expect(await refresh(state)).toEqual(unwrapSecrets(state));
  });

  it("shows drift if the MD5 key was removed outside Pulumi", async () => {
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

/** Serializes a value without its secrets. */
function withoutSecrets(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === "object" && inner !== null && "4dabf18193072939515e22adb298388d" in inner
      ? undefined
      : inner,
  );
}
