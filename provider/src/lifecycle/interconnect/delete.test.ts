/** Tests the deletion of interconnects. An interconnect with sessions cannot be deleted. */

import { AccountApi } from "../../api/account";
import { createHttp } from "../../api/http";
import { systemClock } from "../../domain/clock";
import { Run } from "../../run/run";
import { rejection, type State } from "../../testing/engine";
import { openTestAccount, type TestAccount } from "../../testing/test-account";
import { deleteInterconnect } from "./delete";

let testAccount: TestAccount;
let port: State;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
beforeEach(async () => {
  await testAccount.simulator.control.reset();
  const [slotId] = await testAccount.freeSlots();
  port = await (await testAccount.plugin("Interconnect")).create({ slotId });
});
afterAll(() => testAccount.close());

function remove(): Promise<void> {
  const { baseUrl, token, accountId } = testAccount.simulator;
  const headers = { authorization: `Bearer ${token}` };
  return deleteInterconnect(port.id, {
    run: new Run(),
    api: new AccountApi(createHttp({ baseUrl, headers }, systemClock), accountId, systemClock),
    signal: new AbortController().signal,
    progress: () => {},
  });
}

async function addSession(conduitName: string): Promise<State> {
  return (await testAccount.plugin("CniBgpSession")).create({
    interconnect: port.id,
    magic: { conduitName },
  });
}

it("deleteInterconnect deletes the interconnect", async () => {
  await remove();
  expect((await testAccount.simulator.control.state()).interconnects).toEqual([]);
});

it.each(["name", "virtual_port_reservation_id"] as const)(
  "deleteInterconnect refuses to delete an interconnect whose sessions refer to it by its %s",
  async (cniInterconnect) => {
    const session = await addSession("ewr");
    await testAccount.simulator.control.behave({ cniInterconnect });
    const { message } = await rejection(remove());
    expect(message).toContain(
      `still has session "ewr" (CNI ${session.id}), so it was not deleted.`,
    );
    expect(message).toMatch(/Delete the session in the stack or dashboard that created it/);
    expect(await testAccount.countRequests("DELETE")).toBe(0);

    await addSession("other");
    expect((await rejection(remove())).message).toContain('has sessions "ewr" (CNI ');
  },
);

it("deleteInterconnect reports Cloudflare's error message if the interconnect has no sessions", async () => {
  await testAccount.simulator.control.addFault({
    method: "DELETE",
    respond: { status: 400, body: { error: "not today" } },
  });
  const { message } = await rejection(remove());
  expect(message).toContain("400 not today");
  expect(message).not.toContain("still has");
});

it("deleteInterconnect sends no DELETE if the sessions cannot be listed", async () => {
  await addSession("ewr");
  await testAccount.simulator.control.addFault({
    path: "cnis",
    respond: { status: 403 },
    times: 9,
  });
  const { message } = await rejection(remove());
  expect(message).toContain("403");
  expect(await testAccount.countRequests("DELETE")).toBe(0);
});
