/** Tests that paginated lists are read to their end. */
import { systemClock } from "../domain/clock";
import { type FakeApi, type ReceivedRequest, startFakeApi } from "../testing/fake-api";
import { AccountApi } from "./account";
import { createHttp } from "./http";

const ACCOUNT = "0123456789abcdef0123456789abcdef";

let fake: FakeApi;
let next: (cursor: number) => number | null | undefined;

beforeAll(async () => {
  fake = await startFakeApi((request) => {
    const cursor = cursorOf(request);
    const items = [{ account: ACCOUNT, name: `cni-${cursor}`, type: "direct" }];
    return { body: { items, next: next(cursor) } };
  });
});
beforeEach(() => {
  fake.received.length = 0;
});
afterAll(() => fake.close());

function cursorOf(request: ReceivedRequest): number {
  return Number(new URL(request.path, fake.baseUrl).searchParams.get("cursor") ?? -1);
}

async function names(): Promise<string[]> {
  const api = new AccountApi(
    createHttp({ baseUrl: fake.baseUrl, headers: {} }, systemClock),
    ACCOUNT,
    systemClock,
  );
  return (await api.interconnects.list()).map((port) => port.name);
}

describe("listAll", () => {
  it.each([null, undefined])("reads a list of one page if next is %s", async (end) => {
    next = () => end;
    expect(await names()).toEqual(["cni--1"]);
    expect(fake.received.map(({ path }) => path)).toEqual([
      `/accounts/${ACCOUNT}/cni/interconnects`,
    ]);
  });

  it("reads a list of many pages, including one with cursor 0", async () => {
    next = (cursor) => (cursor < 40 ? cursor + 1 : null);
    expect(await names()).toHaveLength(42);
    expect(new Set(await names()).size).toBe(42);
  });

  it("rejects a list whose cursor repeats, because an incomplete list would suggest that a port is gone", async () => {
    next = (cursor) => (cursor === 7 ? 3 : 7);
    await expect(names()).rejects.toMatchObject({
      details: { kind: "unreadable" },
      message: expect.stringContaining("Pagination loop: the API returned cursor 7 twice"),
    });
    expect(fake.received.length).toBeLessThanOrEqual(4);
  });

  it("rejects a list that has more than 500 pages", async () => {
    next = (cursor) => (cursor < 5_000 ? cursor + 1 : null);
    await expect(names()).rejects.toThrow("the list does not end after 500 pages");
    expect(fake.received).toHaveLength(500);
  });
});
