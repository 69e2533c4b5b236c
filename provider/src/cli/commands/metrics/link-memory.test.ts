import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LinkMemory, linkFile } from "./link-memory";

const ACCOUNT = "0123456789abcdef0123456789abcdef";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cni-metrics-"));
  process.env.XDG_STATE_HOME = folder;
});
afterEach(() => {
  delete process.env.XDG_STATE_HOME;
  rmSync(folder, { recursive: true, force: true });
});

const open = () => LinkMemory.open(linkFile(ACCOUNT));
const path = () => join(folder, "pulumi-cloudflare-cni", "metrics", `${ACCOUNT}.json`);

describe("LinkMemory", () => {
  it("remembers since when a link has its state, across processes", async () => {
    const first = await open();
    first.observe("cni-a", "Pending", 1_000);
    await first.save();
    const second = await open();
    second.observe("cni-a", "Pending", 5_000);
    expect(second.get("cni-a")).toEqual({ state: "Pending", since: 1_000 });
    second.observe("cni-a", "Healthy", 6_000);
    expect(second.get("cni-a")).toEqual({ state: "Healthy", since: 6_000 });
  });

  it("writes its file only if a state changed", async () => {
    const memory = await open();
    memory.observe("cni-a", "Healthy", 1_000);
    await memory.save();
    rmSync(path());
    memory.observe("cni-a", "Healthy", 2_000);
    await memory.save();
    expect(readdirSync(join(folder, "pulumi-cloudflare-cni", "metrics"))).toEqual([]);
  });

  it("keeps the records of another exporter of the account", async () => {
    const [one, other] = [await open(), await open()];
    one.observe("cni-a", "Healthy", 1_000);
    await one.save();
    other.observe("cni-b", "Down", 2_000);
    await other.save();
    one.observe("cni-c", "Healthy", 3_000);
    one.forget("cni-a");
    await one.save();
    expect((await open()).ports().sort()).toEqual(["cni-b", "cni-c"]);
  });

  it("starts over if its file is damaged", async () => {
    const memory = await open();
    memory.observe("cni-a", "Healthy", 1_000);
    await memory.save();
    writeFileSync(path(), readFileSync(path(), "utf8").slice(0, -5));
    expect((await open()).ports()).toEqual([]);
  });
});
