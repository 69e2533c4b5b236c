/** Tests text from the API that a terminal, a CI runner or the engine would interpret. */
import { newProcess, openTestAccount, type TestAccount } from "../testing/test-account";

const HOSTILE = "<{%x%}>\u001b[2J";

let testAccount: TestAccount;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
afterAll(() => testAccount.close());

it("creating a resource fails if its ID contains control sequences, and the error shows them escaped", async () => {
  const [slotId] = await testAccount.freeSlots();
  await testAccount.simulator.control.addFault({
    method: "POST",
    respond: { edit: { set: { name: HOSTILE } } },
  });
  const creating = (await testAccount.plugin("Interconnect")).create({
    slotId,
    waitFor: "ordered",
  });
  await expect(creating).rejects.toThrow(
    /^The API returned the ID "<\{ %x% \}>\\u001b\[2J", which cannot be kept .*check cloudflare:baseUrl/,
  );
});

it.each(["a<{%x%}>", "a\nb", "a\tb", "a\u001b[2Jb", "a ##[error]b"])(
  "checking a session refuses the conduit name %j",
  async (conduitName) => {
    const session = await testAccount.plugin("CniBgpSession");
    expect(await session.problems({ interconnect: "cni-1", magic: { conduitName } })).toEqual([
      expect.stringContaining("it must be one line without control or invisible characters"),
    ]);
  },
);

it("updating a session does not print the old MD5 key from the state, which this run never sent", async () => {
  const { control } = testAccount.simulator;
  await control.behave({ md5Key: "absent" });
  const slotId = (await testAccount.freeSlots())[1];
  const port = await (await testAccount.plugin("Interconnect")).create({
    slotId,
    waitFor: "ordered",
  });
  const declared = (md5Key: string) => ({
    interconnect: port.id,
    magic: { conduitName: "ewr" },
    bgp: { customerAsn: 65_010, md5Key },
  });
  const state = await (await testAccount.plugin("CniBgpSession")).create(declared("the older key"));
  const later = await newProcess(testAccount)("CniBgpSession");
  await control.addFault({
    method: "PUT",
    respond: { status: 409, body: { error: "conflicts with the older key of it" } },
  });
  const updating = later.update(state, declared("the newer key"));
  await expect(updating).rejects.toThrow(/409 conflicts with \[secret\] of it/);
});
