/** A refresh of many objects asks little, and never believes more than it may. */
import { FakeClock } from "../testing/fake-clock";
import { ApiError, type ApiErrorKind } from "./errors";
import { createHttp } from "./http";
import { Repository, Writes } from "./repository";

interface Item {
  name: string;
  version: number;
}

let present: Map<string, Item>;
let asked: string[];
let refused: Map<string, ApiErrorKind>;
let clock: FakeClock;
let writes: Writes;
let repository: Items;

/** An answer that takes a moment, as those of an API do. */
async function answer<T>(what: string, of: () => T): Promise<T> {
  asked.push(what);
  await new Promise(setImmediate);
  const kind = refused.get(what);
  if (kind !== undefined) throw new ApiError({ kind, method: "GET", path: what, reason: "no" });
  return of();
}

function get(name: string): Item {
  const item = present.get(name);
  if (item !== undefined) return item;
  throw new ApiError({ kind: "not-found", method: "GET", path: name, reason: "no" });
}

class Items extends Repository<Item> {
  get(name: string): Promise<Item> {
    return answer(name, () => get(name));
  }

  protected readAll(): Promise<Item[]> {
    return answer("list", () => [...present.values()]);
  }

  protected hasKey({ name }: Item, key: string): boolean {
    return name === key;
  }
}

beforeEach(() => {
  clock = new FakeClock();
  present = new Map(["a", "b", "c", "d"].map((name) => [name, { name, version: 1 }]));
  asked = [];
  refused = new Map();
  writes = new Writes();
  const http = createHttp({ baseUrl: "https://api.example.com", headers: {} }, clock);
  repository = new Items({ http, account: "", clock, writes });
});

const read = (...names: string[]) =>
  Promise.all(names.map((name) => repository.find(name, { refresh: true })));
const names = (items: (Item | undefined)[]) => items.map((item) => item?.name);

it("looks at a single object alone", async () => {
  expect(names(await read("a"))).toEqual(["a"]);
  expect(asked).toEqual(["a"]);
});

it("lists once for many, at the same time or one after the other", async () => {
  expect(names(await read("a", "b", "c"))).toEqual(["a", "b", "c"]);
  expect(names(await read("d"))).toEqual(["d"]);
  expect(asked).toEqual(["a", "list"]);
});

it("shares a look that two take at the same time", async () => {
  expect(names(await read("a", "a"))).toEqual(["a", "a"]);
  expect(asked).toEqual(["a"]);
});

it("looks anew for who reads a second time", async () => {
  await read("a", "b", "c");
  present.set("c", { name: "c", version: 2 });
  expect(await read("c")).toEqual([{ name: "c", version: 2 }]);
  expect(await read("c")).toEqual([{ name: "c", version: 2 }]);
  expect(asked).toEqual(["a", "list", "c", "c"]);
});

it("looks anew after some seconds", async () => {
  await read("a", "b");
  await clock.advance(4_900);
  await read("c");
  expect(asked).toEqual(["a", "list"]);
  await clock.advance(200);
  await read("d");
  expect(asked).toEqual(["a", "list", "d"]);
});

it("looks anew after a write, also after one while a list was on its way", async () => {
  const before = read("a", "b");
  await writes.track(async () => {});
  await before;
  present.set("c", { name: "c", version: 2 });
  const after = read("c", "d");
  await clock.advance(1_000);
  expect(await after).toMatchObject([{ version: 2 }, { version: 1 }]);
  expect(asked).toEqual(["a", "list", "c", "list"]);
});

describe("an object that is not listed", () => {
  it("is gone where a look at it alone says the same", async () => {
    present.delete("c");
    expect(await read("a", "c", "b")).toMatchObject([{ name: "a" }, undefined, { name: "b" }]);
    expect(asked).toEqual(["a", "list", "c"]);
  });

  it("is gone as the only one that is read", async () => {
    present.delete("c");
    expect(await read("c")).toEqual([undefined]);
    expect(asked).toEqual(["c", "list"]);
  });

  it("is there where it is found alone: a list may lag behind", async () => {
    const late = present.get("c");
    present.delete("c");
    const found = read("a", "b", "c");
    await new Promise(setImmediate);
    if (late) present.set("c", late);
    expect(names(await found)).toEqual(["a", "b", "c"]);
  });

  it("is there where only the look at it alone says that it is not", async () => {
    refused.set("a", "not-found");
    expect(names(await read("a"))).toEqual(["a"]);
  });

  it("is an error where everything answers 404", async () => {
    for (const path of ["a", "b", "list"]) refused.set(path, "not-found");
    const outcomes = await Promise.allSettled([
      repository.find("a", { refresh: true }),
      repository.find("b", { refresh: true }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

it.each<ApiErrorKind>(["unreadable", "refused", "permission"])(
  "does without a list that is %s",
  async (kind) => {
    refused.set("list", kind);
    expect(names(await read("a", "b", "c"))).toEqual(["a", "b", "c"]);
    expect(asked).toEqual(["a", "list", "b", "c"]);
  },
);

it.each<ApiErrorKind>(["rate", "remote", "unreachable", "credentials"])(
  "does not ask for each where the list is refused for %s: it would be refused as well",
  async (kind) => {
    refused.set("list", kind);
    const outcomes = await Promise.allSettled(
      ["a", "b", "c"].map((key) => repository.find(key, { refresh: true })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(asked).toEqual(["a", "list"]);
  },
);

it("lists again after a list that failed", async () => {
  refused.set("list", "remote");
  await expect(read("a", "b")).rejects.toThrow();
  refused.clear();
  const again = read("c", "d");
  await clock.advance(1_000);
  expect(names(await again)).toEqual(["c", "d"]);
});
