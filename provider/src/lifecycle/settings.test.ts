/** Tests the lifecycle of CniSettings, which adopts the account's settings and restores them on delete. */
import { type State, unfinished } from "../testing/engine";
import { openTestAccount, type TestAccount } from "../testing/test-account";

let testAccount: TestAccount;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
beforeEach(() => testAccount.simulator.control.reset());
afterAll(() => testAccount.close());

const plugin = () => testAccount.plugin("CniSettings");

async function defaultAsn(): Promise<number | undefined> {
  return (await testAccount.simulator.control.state()).accounts[0]?.settings.default_asn;
}

async function create(asn = 64512): Promise<State> {
  return (await plugin()).create({ defaultAsn: asn });
}

it("creating CniSettings sets the ASN and remembers the original ASN", async () => {
  const state = await create();
  expect(state).toMatchObject({
    id: testAccount.simulator.accountId,
    outputs: {
      defaultAsn: 64512,
      previousDefaultAsn: 13335,
      accountId: testAccount.simulator.accountId,
    },
  });
  expect(await defaultAsn()).toBe(64512);
});

it("creating CniSettings sends no PUT if the account already has the declared ASN", async () => {
  await create(13335);
  expect(await testAccount.countRequests("PUT")).toBe(0);
});

it("updating CniSettings changes the ASN in place and keeps the original ASN", async () => {
  const settings = await plugin();
  const state = await settings.update(await create(), { defaultAsn: 64999 });
  expect(state.outputs).toMatchObject({ defaultAsn: 64999, previousDefaultAsn: 13335 });
  expect(await defaultAsn()).toBe(64999);
});

it("deleting CniSettings restores the original ASN", async () => {
  const settings = await plugin();
  await settings.delete(await settings.update(await create(), { defaultAsn: 64999 }));
  expect(await defaultAsn()).toBe(13335);
});

it("deleting CniSettings keeps an ASN that was set outside Pulumi", async () => {
  const settings = await plugin();
  const state = await create();
  await testAccount.simulator.control.editSettings({ default_asn: 64777 });
  await settings.delete(state);
  expect(await defaultAsn()).toBe(64777);
});

it("creating CniSettings remembers the original ASN if the response to the PUT is lost", async () => {
  // 501 is an ambiguous status after which the client does not retry.
  const fault = { method: "PUT", effect: "applied", respond: { status: 501 } } as const;
  await testAccount.simulator.control.addFault(fault);
  const settings = await plugin();
  const failed = await unfinished(settings.create({ defaultAsn: 64512 }));
  expect(failed).toMatchObject({
    id: testAccount.simulator.accountId,
    properties: { previousDefaultAsn: 13335 },
    reasons: [expect.stringContaining("PUT")],
  });
  const state = await settings.update(failed, { defaultAsn: 64512 });
  await settings.delete(state);
  expect(await defaultAsn()).toBe(13335);
});

describe("deleting CniSettings", () => {
  const lost = { method: "PUT", effect: "applied", respond: { status: 501 } } as const;

  it("keeps an ASN that was set outside Pulumi and read by a refresh", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.editSettings({ default_asn: 64777 });
    const refreshed = await settings.refresh(state);
    if (refreshed !== undefined) await settings.delete(refreshed);
    expect(await defaultAsn()).toBe(64777);
  });

  it("restores the original ASN after a create whose response was lost", async () => {
    await testAccount.simulator.control.addFault(lost);
    const settings = await plugin();
    await settings.delete(await unfinished(settings.create({ defaultAsn: 64512 })));
    expect(await defaultAsn()).toBe(13335);
  });

  it("restores the original ASN after an update whose response was lost, whether or not the update took effect", async () => {
    const settings = await plugin();
    for (const effect of ["applied", "none"] as const) {
      const state = await create();
      await testAccount.simulator.control.addFault({ ...lost, effect });
      await settings.delete(await unfinished(settings.update(state, { defaultAsn: 64999 })));
      expect(await defaultAsn()).toBe(13335);
    }
  });

  it("succeeds if only the response is lost", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault(lost);
    await settings.delete(state);
    expect(await defaultAsn()).toBe(13335);
  });

  it("sends no PUT if the account already has the original ASN", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.editSettings({ default_asn: 13335 });
    const before = await testAccount.countRequests("PUT");
    await settings.delete(state);
    expect(await testAccount.countRequests("PUT")).toBe(before);
  });

  it("waits and retries if the API limits the request rate", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault({ preset: "rate-limited" });
    await settings.delete(state);
    expect(await defaultAsn()).toBe(13335);
  });

  it("fails if the PUT had no effect, and succeeds on the next attempt", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault({ ...lost, effect: "none" });
    await expect(settings.delete(state)).rejects.toThrow("501");
    await settings.delete(state);
    expect(await defaultAsn()).toBe(13335);
  });

  it("succeeds if the API refuses to restore an ASN that it returned earlier", async () => {
    await testAccount.simulator.control.behave({ initialAsn: "0", asnRange: "documented" });
    const settings = await plugin();
    const state = await create();
    expect(state.outputs).toMatchObject({ previousDefaultAsn: 0 });
    await settings.delete(state);
    expect(await defaultAsn()).toBe(64512);
  });
});

it("refreshing CniSettings shows drift", async () => {
  const settings = await plugin();
  const state = await create();
  await testAccount.simulator.control.editSettings({ default_asn: 64777 });
  const drifted = await settings.refresh(state);
  expect(drifted).toMatchObject({
    inputs: { defaultAsn: 64777 },
    outputs: { defaultAsn: 64777, previousDefaultAsn: 13335 },
  });
  expect(drifted && (await settings.diff(drifted, { defaultAsn: 64512 }))).toMatchObject({
    changes: true,
    replaces: [],
  });
});

it("diffing CniSettings plans nothing for the same ASN and an update for an unknown ASN", async () => {
  const settings = await plugin();
  const state = await create();
  expect(await settings.diff(state, { defaultAsn: 64512 })).toMatchObject({ changes: false });
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(await settings.diff(state, { defaultAsn: unknown })).toMatchObject({
    changes: true,
    replaces: [],
  });
});

it("diffing CniSettings plans a replacement for another account", async () => {
  const accountId = "fedcba9876543210fedcba9876543210";
  const difference = await (await plugin()).diff(await create(), { defaultAsn: 64512, accountId });
  expect(difference).toMatchObject({ changes: true, replaces: ["accountId"] });
});

it("refreshing CniSettings fails if the API returns 404 for the account", async () => {
  const state = await create();
  await testAccount.simulator.control.addFault({
    respond: { status: 404, body: "Account not found" },
  });
  await expect((await plugin()).refresh(state)).rejects.toThrow("404");
});
