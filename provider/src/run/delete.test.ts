/** Tests that an object leaves the state only if it is certain to be gone. */
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../api/errors";
import type { ResourceType } from "../lifecycle/providers";
import { type Plugin, rejection, type State } from "../testing/engine";
import { FakeClock } from "../testing/fake-clock";
import { openTestAccount, type TestAccount } from "../testing/test-account";
import { deleteUnlessGone } from "./delete";
import { Run } from "./run";

let testAccount: TestAccount;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
afterAll(() => testAccount.close());

const RESOURCES: [ResourceType, string][] = [
  ["Interconnect", "cni/interconnects"],
  ["CniBgpSession", "cni/cnis"],
];

describe.each(RESOURCES)("refresh and deletion (%s)", (type, list) => {
  let plugin: Plugin;
  let state: State;

  beforeEach(async () => {
    await testAccount.simulator.control.reset();
    const port = await testAccount.plugin("Interconnect");
    const [slotId] = await testAccount.freeSlots();
    const ordered = await port.create({ slotId });
    plugin = await testAccount.plugin(type);
    state =
      type === "Interconnect"
        ? ordered
        : await plugin.create({ interconnect: ordered.id, magic: { conduitName: "ewr" } });
  });

  const remove = () =>
    type === "Interconnect"
      ? testAccount.simulator.control.deleteInterconnect(state.id)
      : testAccount.simulator.control.deleteCni(state.id);
  const fail = (path: string, status: number) =>
    testAccount.simulator.control.addFault({ path, respond: { status, body: "no" }, times: 9 });

  it("refresh removes the resource from state if the object no longer exists", async () => {
    await remove();
    expect(await plugin.refresh(state)).toBeUndefined();
  });

  it("deletion succeeds if the object no longer exists", async () => {
    await remove();
    await expect(plugin.delete(state)).resolves.toBeUndefined();
  });

  it.each([401, 403, 501])(
    "refresh does not assume after status %d that the object is gone",
    async (status) => {
      await fail(`${list}/`, status);
      await expect(plugin.refresh(state)).rejects.toThrow(`${status}`);
    },
  );

  it("refresh and deletion do not assume after a 404 that the object is gone if the list still contains it", async () => {
    await fail(`${list}/[^/]*$`, 404);
    const { id, inputs } = (await plugin.refresh(state)) ?? {};
    expect({ id, inputs }).toEqual({ id: state.id, inputs: state.inputs });
    await expect(plugin.delete(state)).rejects.toThrow("404");
  });

  it.each([403, 404])(
    "refresh and deletion do not assume that the object is gone if every request returns %d, because the account may be wrong",
    async (status) => {
      await fail(".*", status);
      await expect(plugin.refresh(state)).rejects.toThrow(`${status}`);
      await expect(plugin.delete(state)).rejects.toThrow(`${status}`);
    },
  );

  it("deletion succeeds if the API deleted the object but its response was lost", async () => {
    await testAccount.simulator.control.addFault({
      method: "DELETE",
      effect: "applied",
      respond: { drop: true },
    });
    await expect(plugin.delete(state)).resolves.toBeUndefined();
    expect(await plugin.refresh(state)).toBeUndefined();
  });

  it("deletion waits until the object no longer exists", async () => {
    await testAccount.simulator.control.behave({ deletedAfter: "1h" });
    const deleted = plugin.delete(state);
    while ((await testAccount.countRequests("DELETE")) === 0) await sleep(20);
    expect(await Promise.race([deleted, sleep(300, "waiting")])).toBe("waiting");
    await testAccount.simulator.control.advance("1h");
    await deleted;
    expect(await plugin.refresh(state)).toBeUndefined();
  });
});

describe("deleteUnlessGone", () => {
  const setUp = () => {
    const clock = new FakeClock();
    const lines: string[] = [];
    const stop = new AbortController();
    const context = {
      run: new Run({ clock }),
      signal: stop.signal,
      progress: (line: string) => lines.push(line),
    };
    const deletion = { what: "the port", context };
    return { clock, lines, stop, deletion };
  };
  /** Creates a repository that accepts deletions. `listed` returns the object as the list contains it. */
  const deletable = (listed: () => Promise<unknown>) => ({
    delete: async () => {},
    find: () => Promise.reject(new Error("an accepted deletion is confirmed by the list alone")),
    findInList: listed,
  });
  const lasting = deletable(async () => ({}));

  it("rejects after five minutes with an error that says how to continue", async () => {
    const { clock, lines, deletion } = setUp();
    const deleted = rejection(deleteUnlessGone(lasting, "port", deletion));
    await clock.advance(5 * 60_000);
    expect((await deleted).message).toBe(
      "Cloudflare accepted the deletion of the port, but it still existed 5m later. It stays in the state. Run the command again to delete it or to confirm that it is gone.",
    );
    expect(lines[0]).toBe(
      "the port was deleted but still exists; waiting until it is gone (0s so far, 5m left)",
    );
    expect(lines.length).toBeLessThan(8);
  });

  it("rejects at once if the run is cancelled", async () => {
    const { clock, stop, deletion } = setUp();
    const deleted = rejection(deleteUnlessGone(lasting, "port", deletion));
    await clock.advance(10_000);
    stop.abort();
    expect((await deleted).message).toContain("when the run was cancelled after 10s");
  });

  it("continues after a temporary fault", async () => {
    const { clock, lines, deletion } = setUp();
    let reads = 0;
    const observe = async () => {
      reads += 1;
      if (reads < 3) {
        throw new ApiError({ kind: "remote", method: "GET", path: "/", reason: "out of order" });
      }
      return undefined;
    };
    const deleted = deleteUnlessGone(deletable(observe), "port", deletion);
    await clock.advance(60_000);
    await deleted;
    expect(lines[0]).toContain("could not be read (GET /: out of order");
  });
});
