/** Lists are read to their end. */
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

it.each([null, undefined])("of one page, where next is %s", async (end) => {
  next = () => end;
  expect(await names()).toEqual(["cni--1"]);
  expect(fake.received.map(({ path }) => path)).toEqual([`/accounts/${ACCOUNT}/cni/interconnects`]);
});

it("of many pages, whatever the cursors are, 0 among them", async () => {
  next = (cursor) => (cursor < 40 ? cursor + 1 : null);
  expect(await names()).toHaveLength(42);
  expect(new Set(await names()).size).toBe(42);
});

it("refuses a cursor that comes back: a list cut short would pass for proof that a port is gone", async () => {
  next = (cursor) => (cursor === 7 ? 3 : 7);
  await expect(names()).rejects.toMatchObject({
    details: { kind: "unreadable" },
    message: expect.stringContaining("Pagination loop: the API returned cursor 7 twice"),
  });
  expect(fake.received.length).toBeLessThanOrEqual(4);
});

it("refuses a list that never ends although every cursor is new", async () => {
  next = (cursor) => (cursor < 5_000 ? cursor + 1 : null);
  await expect(names()).rejects.toThrow("the list does not end after 500 pages");
  expect(fake.received).toHaveLength(500);
});
