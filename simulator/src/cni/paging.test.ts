import { createCni, orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

test("the slot list has pages of 100 and repeats no slot", async () => {
  const { sdk, account } = bench();
  const ids: string[] = [];
  let cursor: number | null | undefined;
  do {
    const page = await sdk.slots.list({ ...account, ...(cursor == null ? {} : { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(100);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  } while (cursor != null);
  const everything = await sdk.slots.list({ ...account, limit: 1000 });
  expect(everything.next).toBeNull();
  expect(ids).toEqual(everything.items.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test("a list that changes between two pages repeats no item and skips none", async () => {
  const { sdk, account } = bench();
  const port = await orderPort(bench());
  const [first, second, third] = [
    await createCni(bench(), port, "first"),
    await createCni(bench(), port, "second"),
    await createCni(bench(), port, "third"),
  ];
  const page = await sdk.cnis.list({ ...account, limit: 2 });
  expect(page.items).toEqual([first, second]);

  await sdk.cnis.delete(first.id, account);
  await sdk.cnis.delete(second.id, account);
  const fourth = await createCni(bench(), port, "fourth");
  const rest = await sdk.cnis.list({ ...account, limit: 2, cursor: page.next ?? 0 });
  expect(rest).toEqual({ items: [third, fourth], next: null });
});

test("a full last page has no next cursor, and a limit of 0 selects the default", async () => {
  const { sdk, account } = bench();
  expect((await sdk.slots.list({ ...account, site: "ewr-a", limit: 3 })).next).toBeNull();
  expect((await sdk.slots.list({ ...account, limit: 0 })).items).toHaveLength(100);
});
