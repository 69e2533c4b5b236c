import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "./lock";

let dir: string;
let path: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "cni-lock-"));
  path = join(dir, "lock");
});

afterEach(() => rm(dir, { recursive: true }));

it("withLock runs one action at a time", async () => {
  const events: string[] = [];
  const enter = (name: string) =>
    withLock(path, async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push("out");
    });
  await Promise.all([enter("a"), enter("b")]);
  expect(events.filter((_, index) => index % 2 === 1)).toEqual(["out", "out"]);
  await expect(readdir(dir)).resolves.toEqual([]);
});

it("withLock releases the lock if the action fails", async () => {
  await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(withLock(path, async () => "in")).resolves.toBe("in");
});

it("withLock takes over the lock of a process that no longer runs", async () => {
  await writeFile(path, "");
  const past = new Date(Date.now() - 60_000);
  await utimes(path, past, past);
  await expect(withLock(path, async () => "in")).resolves.toBe("in");
});

it("withLock stops waiting if its signal aborts", async () => {
  await writeFile(path, "");
  const signal = AbortSignal.timeout(100);
  await expect(withLock(path, async () => "in", { signal })).rejects.toThrow();
  await expect(readdir(dir)).resolves.toEqual(["lock"]);
});
