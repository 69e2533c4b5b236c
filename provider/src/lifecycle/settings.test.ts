/** The account's singleton: taken over as it is, restored in the end. */
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

it("takes over what is there and remembers it", async () => {
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

it("writes nothing where it is as declared", async () => {
  await create(13335);
  expect(await testAccount.countRequests("PUT")).toBe(0);
});

it("changes in place and still remembers the first value", async () => {
  const settings = await plugin();
  const state = await settings.update(await create(), { defaultAsn: 64999 });
  expect(state.outputs).toMatchObject({ defaultAsn: 64999, previousDefaultAsn: 13335 });
  expect(await defaultAsn()).toBe(64999);
});

it("restores what was found when it is deleted", async () => {
  const settings = await plugin();
  await settings.delete(await settings.update(await create(), { defaultAsn: 64999 }));
  expect(await defaultAsn()).toBe(13335);
});

it("leaves alone what somebody else set meanwhile", async () => {
  const settings = await plugin();
  const state = await create();
  await testAccount.simulator.control.editSettings({ default_asn: 64777 });
  await settings.delete(state);
  expect(await defaultAsn()).toBe(64777);
});

it("remembers what was found also where the answer to the change was lost", async () => {
  // 501 is the status of a lost answer that is not asked for again.
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

describe("deletion", () => {
  const lost = { method: "PUT", effect: "applied", respond: { status: 501 } } as const;

  it("leaves alone also what a refresh has seen somebody else set", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.editSettings({ default_asn: 64777 });
    const refreshed = await settings.refresh(state);
    if (refreshed !== undefined) await settings.delete(refreshed);
    expect(await defaultAsn()).toBe(64777);
  });

  it("restores at once after a creation whose answer was lost", async () => {
    await testAccount.simulator.control.addFault(lost);
    const settings = await plugin();
    await settings.delete(await unfinished(settings.create({ defaultAsn: 64512 })));
    expect(await defaultAsn()).toBe(13335);
  });

  it("restores after an update whose answer was lost, whether it took effect or not", async () => {
    const settings = await plugin();
    for (const effect of ["applied", "none"] as const) {
      const state = await create();
      await testAccount.simulator.control.addFault({ ...lost, effect });
      await settings.delete(await unfinished(settings.update(state, { defaultAsn: 64999 })));
      expect(await defaultAsn()).toBe(13335);
    }
  });

  it("is done where only its answer is lost", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault(lost);
    await settings.delete(state);
    expect(await defaultAsn()).toBe(13335);
  });

  it("has nothing to do where somebody restored it already", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.editSettings({ default_asn: 13335 });
    const before = await testAccount.countRequests("PUT");
    await settings.delete(state);
    expect(await testAccount.countRequests("PUT")).toBe(before);
  });

  it("waits where it is told to", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault({ preset: "rate-limited" });
    await settings.delete(state);
    expect(await defaultAsn()).toBe(13335);
  });

  it("fails, and can be repeated, where the API is out of order", async () => {
    const settings = await plugin();
    const state = await create();
    await testAccount.simulator.control.addFault({ ...lost, effect: "none" });
    await expect(settings.delete(state)).rejects.toThrow("501");
    await settings.delete(state);
    expect(await defaultAsn()).toBe(13335);
  });

  it("gives up on a value that the API showed and does not take", async () => {
    await testAccount.simulator.control.behave({ initialAsn: "0", asnRange: "documented" });
    const settings = await plugin();
    const state = await create();
    expect(state.outputs).toMatchObject({ previousDefaultAsn: 0 });
    await settings.delete(state);
    expect(await defaultAsn()).toBe(64512);
  });
});

it("shows drift", async () => {
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

it("is unchanged where nothing changed, and updated while its ASN is not known", async () => {
  const settings = await plugin();
  const state = await create();
  expect(await settings.diff(state, { defaultAsn: 64512 })).toMatchObject({ changes: false });
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(await settings.diff(state, { defaultAsn: unknown })).toMatchObject({
    changes: true,
    replaces: [],
  });
});

it("is another account's after a replacement", async () => {
  const accountId = "fedcba9876543210fedcba9876543210";
  const difference = await (await plugin()).diff(await create(), { defaultAsn: 64512, accountId });
  expect(difference).toMatchObject({ changes: true, replaces: ["accountId"] });
});

it("is never gone: an account that answers 404 is an error", async () => {
  const state = await create();
  await testAccount.simulator.control.addFault({
    respond: { status: 404, body: "Account not found" },
  });
  await expect((await plugin()).refresh(state)).rejects.toThrow("404");
});
