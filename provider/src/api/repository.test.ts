/** Tests that reads and refreshes of objects need few requests and never report an object as gone without proof. */
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

/** Responds after a delay, as the API does. */
async function respond<T>(what: string, of: () => T): Promise<T> {
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
    return respond(name, () => get(name));
  }

  protected readAll(): Promise<Item[]> {
    return respond("list", () => [...present.values()]);
  }

  protected keyOf({ name }: Item): string {
    return name;
  }
}

beforeEach(() => {
  clock = new FakeClock();
  present = new Map(["a", "b", "c", "d"].map((name) => [name, { name, version: 1 }]));
  asked = [];
  refused = new Map();
  writes = new Writes();
  const http = createHttp({ baseUrl: "https://api.example.com", headers: {} }, clock);
  repository = new Items({ http, account: "", clock, writes }, "items");
});

const read = (...names: string[]) =>
  Promise.all(names.map((name) => repository.find(name, { refresh: true })));
const names = (items: (Item | undefined)[]) => items.map((item) => item?.name);

describe("Repository", () => {
  it("refreshes a single object without listing all objects", async () => {
    expect(names(await read("a"))).toEqual(["a"]);
    expect(asked).toEqual(["a"]);
  });

  it("refreshes many objects with one list, whether concurrently or one after the other", async () => {
    expect(names(await read("a", "b", "c"))).toEqual(["a", "b", "c"]);
    expect(names(await read("d"))).toEqual(["d"]);
    expect(asked).toEqual(["a", "list"]);
  });

  it("shares one read between two concurrent refreshes of the same object", async () => {
    expect(names(await read("a", "a"))).toEqual(["a", "a"]);
    expect(asked).toEqual(["a"]);
  });

  it("reads an object again if it is refreshed a second time", async () => {
    await read("a", "b", "c");
    present.set("c", { name: "c", version: 2 });
    expect(await read("c")).toEqual([{ name: "c", version: 2 }]);
    expect(await read("c")).toEqual([{ name: "c", version: 2 }]);
    expect(asked).toEqual(["a", "list", "c", "c"]);
  });

  it("reads again after the refresh window has passed", async () => {
    await read("a", "b");
    await clock.advance(4_900);
    await read("c");
    expect(asked).toEqual(["a", "list"]);
    await clock.advance(200);
    await read("d");
    expect(asked).toEqual(["a", "list", "d"]);
  });

  it("lists again after a write, even if the write happened while a list was running", async () => {
    const before = read("a", "b");
    await writes.track(async () => {});
    await before;
    present.set("c", { name: "c", version: 2 });
    const after = read("c", "d");
    await clock.advance(1_000);
    expect(await after).toMatchObject([{ version: 2 }, { version: 1 }]);
    expect(asked).toEqual(["a", "list", "c", "list"]);
  });

  describe("refreshing an object that the list or a direct read does not find", () => {
    it("reports that the object is gone if a direct read confirms the list", async () => {
      present.delete("c");
      expect(await read("a", "c", "b")).toMatchObject([{ name: "a" }, undefined, { name: "b" }]);
      expect(asked).toEqual(["a", "list", "c"]);
    });

    it("reports that a single object is gone if the list confirms the direct read", async () => {
      present.delete("c");
      expect(await read("c")).toEqual([undefined]);
      expect(asked).toEqual(["c", "list"]);
    });

    it("finds the object with a direct read, because a list may be stale", async () => {
      const late = present.get("c");
      present.delete("c");
      const found = read("a", "b", "c");
      await new Promise(setImmediate);
      if (late) present.set("c", late);
      expect(names(await found)).toEqual(["a", "b", "c"]);
    });

    it("finds the object in the list if only the direct read returns 404", async () => {
      refused.set("a", "not-found");
      expect(names(await read("a"))).toEqual(["a"]);
    });

    it("fails if every request returns 404", async () => {
      for (const path of ["a", "b", "list"]) refused.set(path, "not-found");
      const outcomes = await Promise.allSettled([
        repository.find("a", { refresh: true }),
        repository.find("b", { refresh: true }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    });
  });

  it.each<ApiErrorKind>(["unreadable", "refused", "permission"])(
    "reads each object directly if the list fails as %s",
    async (kind) => {
      refused.set("list", kind);
      expect(names(await read("a", "b", "c"))).toEqual(["a", "b", "c"]);
      expect(asked).toEqual(["a", "list", "b", "c"]);
    },
  );

  it.each<ApiErrorKind>(["rate", "remote", "unreachable", "credentials"])(
    "does not read each object directly if the list fails with %s, because those reads would fail too",
    async (kind) => {
      refused.set("list", kind);
      const outcomes = await Promise.allSettled(
        ["a", "b", "c"].map((key) => repository.find(key, { refresh: true })),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
      expect(asked).toEqual(["a", "list"]);
    },
  );

  it("lists again after a list has failed", async () => {
    refused.set("list", "remote");
    await expect(read("a", "b")).rejects.toThrow();
    refused.clear();
    const again = read("c", "d");
    await clock.advance(1_000);
    expect(names(await again)).toEqual(["c", "d"]);
  });
});
