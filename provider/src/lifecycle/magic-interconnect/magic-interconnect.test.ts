/** Tests the lifecycle of a MagicInterconnect, which adopts the settings of a session and restores them on delete. */

import { AccountApi } from "../../api/account";
import { createHttp } from "../../api/http";
import { systemClock } from "../../domain/clock";
import type { Props } from "../../run/property-values";
import { Run } from "../../run/run";
import { rejection, type State, unfinished } from "../../testing/engine";
import { openTestAccount, type TestAccount } from "../../testing/test-account";
import { waitForMagicInterconnect } from "./find";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const KEY = "a key of theirs";

interface MagicView {
  id: string;
  description: string;
  mtu: number;
  health_check: { rate: string; enabled: boolean; target: { saved: string } };
  bgp?: { customer_asn: number; md5_key?: string; import_filter_id?: string };
}

let testAccount: TestAccount;
let port: string;
let session: string;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
beforeEach(async () => {
  await testAccount.simulator.control.reset();
  const [slot_id] = await testAccount.freeSlots();
  port = (await call("POST", "/cni/interconnects", { type: "direct", slot_id })).name;
  session = await openSession("ewr");
});
afterAll(() => testAccount.close());

const plugin = () => testAccount.plugin("MagicInterconnect");

async function call(method: string, path: string, body?: object) {
  const { baseUrl, accountId, token } = testAccount.simulator;
  const response = await fetch(`${baseUrl}/accounts/${accountId}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-magic-new-hc-target": "true",
    },
    body: body && JSON.stringify({ account: accountId, ...body }),
  });
  return JSON.parse(await response.text());
}

async function openSession(conduit_name: string): Promise<string> {
  const magic = { conduit_name, description: "as found", mtu: 1500 };
  const bgp = { customer_asn: 65010, extra_prefixes: ["10.0.0.0/8"], md5_key: KEY };
  return (await call("POST", "/cni/cnis", { interconnect: port, magic, bgp })).id;
}

async function fetchMagicView(): Promise<MagicView> {
  const { result } = await call("GET", "/magic/cf_interconnects");
  return result.interconnects[0];
}

/** Edits the interconnect outside Pulumi. */
async function edit(body: object): Promise<void> {
  await call("PUT", `/magic/cf_interconnects/${(await fetchMagicView()).id}`, body);
}

/** Returns the CNI, which contains the actual BGP settings. */
async function cni() {
  return (await testAccount.simulator.control.state()).cnis.find(({ id }) => id === session);
}

async function create(settings: object = { healthCheck: { rate: "low" } }): Promise<State> {
  return (await plugin()).create({ session, ...settings });
}

describe("creating a MagicInterconnect", () => {
  it("adopts the interconnect of the session and changes only declared settings", async () => {
    const before = await fetchMagicView();
    const { id, outputs } = await create({ healthCheck: { rate: "low" }, mtu: 1400 });
    expect(id).toBe(before.id);
    expect(outputs).toMatchObject({
      session,
      tunnelId: id,
      name: "ewr",
      description: "as found",
      mtu: 1400,
      healthCheck: { enabled: true, rate: "low", type: "reply", target: "" },
      version: "2",
    });
    expect(await fetchMagicView()).toMatchObject({
      description: "as found",
      mtu: 1400,
      health_check: { rate: "low", target: { saved: "" } },
      bgp: before.bgp,
    });
    expect((await cni())?.bgp?.md5_key).toBe(KEY);
  });

  it("sends no PUT if the settings match the declaration", async () => {
    await create({ description: "as found", healthCheck: {} });
    expect(await testAccount.countRequests("PUT")).toBe(0);
  });

  it("finds the interconnect by its tunnel ID and returns the ID of its session", async () => {
    const tunnelId = (await fetchMagicView()).id.toUpperCase();
    const state = await (await plugin()).create({ tunnelId, mtu: 1400 });
    expect(state.outputs).toMatchObject({ tunnelId: (await fetchMagicView()).id, session });
  });

  it("finds an interconnect that was renamed only in Magic, on a port with several interconnects", async () => {
    await testAccount.simulator.control.behave({ magicEdits: "hidden" });
    await edit({ name: "renamed" });
    const { id } = await fetchMagicView();
    await openSession("beside");
    expect((await create()).id).toBe(id);
  });

  it("waits until Magic lists a new session", async () => {
    await testAccount.simulator.control.behave({ magicAppearsAfter: "1s" });
    session = await openSession("new");
    expect((await create()).outputs).toMatchObject({ name: "new" });
  });

  it("fails with advice if Magic does not list the session before the timeout", async () => {
    await testAccount.simulator.control.behave({ magicAppearsAfter: "1h" });
    const { baseUrl, accountId, token } = testAccount.simulator;
    const headers = { authorization: `Bearer ${token}` };
    const context = {
      run: new Run(),
      api: new AccountApi(createHttp({ baseUrl, headers }, systemClock), accountId, systemClock),
      signal: new AbortController().signal,
      progress() {},
    };
    const error = await rejection(waitForMagicInterconnect(session, context, 1));
    expect(error.message).toMatch(/Magic did not list an interconnect for session .*again/);
  });

  it("changes nothing if Magic refuses the settings", async () => {
    const before = await fetchMagicView();
    const error = await rejection(create({ mtu: 1400, automaticReturnRouting: true }));
    expect(error.message).toMatch(/^PUT .*: 400 automatic_return_routing.*code 1022/);
    expect(await fetchMagicView()).toEqual(before);
  });

  it("remembers the original settings if the response to the PUT is lost", async () => {
    const fault = { method: "PUT", effect: "applied", respond: { status: 501 } } as const;
    await testAccount.simulator.control.addFault(fault);
    const failed = await unfinished(create());
    const magic = await plugin();
    const state = await magic.update(failed, { session, healthCheck: { rate: "low" } });
    expect(state.outputs).toMatchObject({ healthCheck: { rate: "low" } });
    await magic.delete(state);
    expect((await fetchMagicView()).health_check.rate).toBe("mid");
  });
});

describe("MagicInterconnect and MD5 keys", () => {
  it.each(["echoed", "absent", "null"] as const)(
    "an update keeps the MD5 key of the CNI if the API returns the key %s",
    async (md5Key) => {
      await testAccount.simulator.control.behave({ md5Key });
      const magic = await plugin();
      const declared = { session, mtu: 1400, bgpFilters: { importFilterId: "in" }, md5Key: KEY };
      const state = await magic.create(declared);
      expect((await cni())?.bgp).toMatchObject({ customer_asn: 65010, md5_key: KEY });
      expect((await fetchMagicView()).bgp).toMatchObject({ import_filter_id: "in" });
      expect(JSON.stringify(state.outputs)).toContain('"value":"a key of theirs"');
      await magic.delete(state);
      expect((await cni())?.bgp?.md5_key).toBe(KEY);
      expect((await fetchMagicView()).bgp?.import_filter_id).toBeUndefined();
    },
  );

  it("an error message does not contain the MD5 key", async () => {
    const error = await rejection(create({ automaticReturnRouting: true, md5Key: KEY }));
    expect(error.message).not.toContain(KEY);
  });
});

describe("MagicInterconnect and bgpFilters", () => {
  it("bgpFilters are refused before any PUT if the interconnect has no BGP session", async () => {
    await testAccount.simulator.control.editCni(session, { bgp: null });
    const error = await rejection(create({ bgpFilters: { importFilterId: "in" } }));
    expect(error.message).toContain("Interconnect ewr has no BGP session");
    expect(await testAccount.countRequests("PUT")).toBe(0);
  });
});

describe("updating a MagicInterconnect", () => {
  it("changes settings in place and restores those that are no longer declared", async () => {
    const magic = await plugin();
    const first = await magic.create({ session, mtu: 1400, description: "ours" });
    const second = await magic.update(first, { session, description: "still ours" });
    expect(second.outputs).toMatchObject({ mtu: 1500, description: "still ours" });
    await magic.delete(second);
    expect(await fetchMagicView()).toMatchObject({ mtu: 1500, description: "as found" });
  });

  it("changes nothing unless declared settings differ", async () => {
    const magic = await plugin();
    const declared = { session, healthCheck: { rate: "low" } };
    const state = await magic.create(declared);
    const planUpdate = async (news: Props) => magic.diff(state, news);
    expect(await planUpdate(declared)).toMatchObject({ changes: false, replaces: [] });
    const { id } = state;
    expect(await planUpdate({ tunnelId: id, healthCheck: { rate: "low" } })).toMatchObject({
      changes: false,
    });
    for (const news of [
      { session, healthCheck: { rate: "high" } },
      { session, healthCheck: { rate: "low" }, mtu: UNKNOWN },
      { session },
    ]) {
      expect(await planUpdate(news)).toMatchObject({ changes: true, replaces: [] });
    }
  });

  it("plans a replacement for another session, and for an unknown session only if it is a resource", async () => {
    const magic = await plugin();
    const state = await create();
    const settings = { healthCheck: { rate: "low" } };
    const other = { session: "00000000-0000-4000-8000-000000000000", ...settings };
    expect(await magic.diff(state, other)).toMatchObject({ replaces: ["session"] });
    const unknown = { session: UNKNOWN, ...settings };
    expect(await magic.diff(state, unknown)).toMatchObject({ changes: true, replaces: [] });
    expect(await magic.diff(state, { ...unknown, __linked: true })).toMatchObject({
      replaces: ["session"],
    });
    expect(await magic.diff(state, { tunnelId: "0".repeat(32), ...settings })).toMatchObject({
      replaces: ["tunnelId"],
    });
  });
});

it("refreshing a MagicInterconnect shows drift only for declared settings", async () => {
  const magic = await plugin();
  const state = await create();
  await edit({ mtu: 1300 });
  const beside = await magic.refresh(state);
  const declared = { session, healthCheck: { rate: "low" } };
  expect(beside?.outputs).toMatchObject({ mtu: 1300 });
  expect(beside?.inputs).not.toHaveProperty("mtu");
  expect(beside && (await magic.diff(beside, declared))).toMatchObject({ changes: false });

  await edit({ health_check: { rate: "high" } });
  const drifted = await magic.refresh(state);
  expect(drifted?.inputs).toMatchObject({ healthCheck: { rate: "high" } });
  expect(drifted && (await magic.diff(drifted, declared))).toMatchObject({
    changes: true,
    replaces: [],
  });
});

describe("a MagicInterconnect that declares only some fields of a health check", () => {
  const BIDIRECTIONAL = { direction: "bidirectional", type: "request", rate: "high" };
  const declared = () => ({ session, healthCheck: { enabled: true } });

  it("keeps the undeclared direction, type, rate and target that are set at Cloudflare", async () => {
    await edit({
      health_check: { ...BIDIRECTIONAL, enabled: false, target: { saved: "10.0.0.9" } },
    });
    const { outputs } = await create({ healthCheck: { enabled: true, direction: undefined } });
    const target = { saved: "10.0.0.9" };
    expect((await fetchMagicView()).health_check).toMatchObject({
      ...BIDIRECTIONAL,
      enabled: true,
      target,
    });
    expect(outputs).toMatchObject({ healthCheck: { ...BIDIRECTIONAL, target: "10.0.0.9" } });
  });

  it("gets no defaults for a health check from `check`, so that preview shows exactly what the program declares", async () => {
    const { inputs } = await (await plugin()).check(declared());
    expect(inputs.healthCheck).toEqual({ enabled: true });
  });

  it("shows no drift of an undeclared field, and an update leaves that field unchanged", async () => {
    const magic = await plugin();
    const state = await create(declared());
    await edit({ health_check: { ...BIDIRECTIONAL, enabled: true } });
    const refreshed = await magic.refresh(state);
    expect(refreshed?.inputs?.healthCheck).toEqual({ enabled: true });
    expect(refreshed?.outputs).toMatchObject({ healthCheck: BIDIRECTIONAL });
    expect(await magic.diff(refreshed ?? state, declared())).toMatchObject({ changes: false });
    await magic.update(refreshed ?? state, { session, healthCheck: { enabled: false } });
    expect((await fetchMagicView()).health_check).toMatchObject({
      ...BIDIRECTIONAL,
      enabled: false,
    });
  });

  it("restores a field that is removed from the program and keeps the other fields", async () => {
    await edit({ health_check: BIDIRECTIONAL });
    const magic = await plugin();
    const both = { session, healthCheck: { rate: "low", direction: "unidirectional" } };
    const first = await magic.create(both);
    const rate = { session, healthCheck: { rate: "low" } };
    expect(await magic.diff(first, rate)).toMatchObject({ changes: true, replaces: [] });
    const second = await magic.update(first, rate);
    expect((await fetchMagicView()).health_check).toMatchObject({ ...BIDIRECTIONAL, rate: "low" });
    expect(await magic.diff(second, rate)).toMatchObject({ changes: false });
  });

  it("restores only the declared fields on delete", async () => {
    const magic = await plugin();
    const state = await create();
    await edit({ health_check: { direction: "bidirectional", rate: "low" } });
    await magic.delete(state);
    expect((await fetchMagicView()).health_check).toMatchObject({
      direction: "bidirectional",
      rate: "mid",
    });
  });

  it("restores the direction to bidirectional if an older version declared every field", async () => {
    const full = { enabled: true, rate: "low", type: "reply", direction: "unidirectional" };
    await edit({ health_check: { direction: "bidirectional" } });
    const magic = await plugin();
    const old = await magic.create({ session, healthCheck: { ...full, target: "" } });
    const now = { session, healthCheck: { rate: "low" } };
    expect(await magic.diff(old, now)).toMatchObject({ changes: true });
    await magic.update(old, now);
    expect((await fetchMagicView()).health_check).toMatchObject({
      direction: "bidirectional",
      rate: "low",
    });
  });
});

describe("deleting a MagicInterconnect", () => {
  it("restores the original values of settings that nothing else has changed", async () => {
    const magic = await plugin();
    const state = await magic.create({ session, mtu: 1400, healthCheck: { rate: "low" } });
    await edit({ health_check: { rate: "high" }, description: "theirs" });
    const refreshed = await magic.refresh(state);
    await magic.delete(refreshed ?? state);
    expect(await fetchMagicView()).toMatchObject({
      mtu: 1500,
      description: "theirs",
      health_check: { rate: "high" },
    });
  });

  it("sends no PUT if the session was deleted, and a refresh then removes the resource", async () => {
    const magic = await plugin();
    const state = await create();
    await testAccount.simulator.control.deleteInterconnect(port);
    const before = await testAccount.countRequests("PUT");
    await magic.delete(state);
    expect(await testAccount.countRequests("PUT")).toBe(before);
    expect(await magic.refresh(state)).toBeUndefined();
  });

  it("succeeds if only the response is lost, and fails if the PUT had no effect", async () => {
    const magic = await plugin();
    const state = await create();
    const lost = { method: "PUT", respond: { status: 501 } } as const;
    await testAccount.simulator.control.addFault({ ...lost, effect: "none" });
    await expect(magic.delete(state)).rejects.toThrow("501");
    await testAccount.simulator.control.addFault({ ...lost, effect: "applied" });
    await magic.delete(state);
    expect((await fetchMagicView()).health_check.rate).toBe("mid");
  });

  it("succeeds if the API refuses to restore a value that it returned earlier", async () => {
    const magic = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault({
      method: "PUT",
      respond: { status: 400, body: { error: "no such rate" } },
    });
    await magic.delete(state);
    expect((await fetchMagicView()).health_check.rate).toBe("low");
  });
});

it("refreshing a MagicInterconnect fails if every request returns 404 because the account is wrong", async () => {
  const state = await create();
  const respond = { status: 404, body: "Account not found" };
  await testAccount.simulator.control.addFault({ respond, times: 5 });
  await expect((await plugin()).refresh(state)).rejects.toThrow("404");
});

it.each<[Props, RegExp]>([
  [{}, /^session or tunnelId is required\./],
  [{ session: "x", tunnelId: "0".repeat(32) }, /^session conflicts with tunnelId\./],
  [{ session: "x", mtu: 9000 }, /mtu 9000 is not valid: .*576 to 1500/],
  [{ tunnelId: "ewr" }, /tunnelId "ewr" is not valid: .*32 hexadecimal/],
  [{ session: "x", healthCheck: { rate: "fast" } }, /healthCheck.rate "fast" .*"low"/],
  [{ session: "x", healthCheck: { target: "::1" } }, /healthCheck.target "::1" .*IPv4/],
  [{ session: "x", bgpFilters: { importFilterId: "" } }, /importFilterId.*BGP filter/],
  [{ session: "x", healthChek: {} }, /healthChek is not a property/],
])("checking a MagicInterconnect refuses %j", async (declared, problem) => {
  expect((await (await plugin()).problems(declared)).join("\n")).toMatch(problem);
});

it("checking a MagicInterconnect accepts unknown values and adds no defaults to a health check", async () => {
  const magic = await plugin();
  const declared = { session: UNKNOWN, mtu: UNKNOWN, healthCheck: { rate: UNKNOWN } };
  const { inputs, failures } = await magic.check(declared);
  expect(failures).toEqual([]);
  expect(inputs.healthCheck).toEqual({ rate: UNKNOWN });
});
