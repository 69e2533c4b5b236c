/** What this machine keeps is believed only if nobody else can have written it. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { State } from "../testing/engine";
import { type Lab, openLab } from "../testing/lab";

const URN = "urn:pulumi:dev::net::pulumi-nodejs:dynamic/cloudflare-cni:Interconnect::port";

let home: string;
let lab: Lab;
let slotId: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "cni-unsafe-"));
  process.env.XDG_STATE_HOME = home;
  lab = await openLab();
  [slotId = ""] = await lab.slots();
});
afterEach(async () => {
  jest.restoreAllMocks();
  jest.resetModules();
  delete process.env.XDG_STATE_HOME;
  await lab.close();
  rmSync(home, { recursive: true, force: true });
});

/** A plugin process of its own, as each run of the engine has one. */
async function run() {
  jest.resetModules();
  const { startPlugin }: typeof import("../testing/engine") = require("../testing/engine");
  const { baseUrl, token, accountId } = lab.simulator;
  return startPlugin("Interconnect", {
    "cloudflare:apiToken": token,
    "cloudflare:accountId": accountId,
    "cloudflare:baseUrl": baseUrl,
  });
}
const create = async (): Promise<State> => (await run()).create({ __urn: URN, slotId });
const kept = (...names: string[]) => join(home, "pulumi-cloudflare-cni", ...names);

function replaceByLink(path: string): void {
  mkdirSync(path, { recursive: true });
  renameSync(path, `${path}-of-another`);
  symlinkSync(`${path}-of-another`, path);
}
const belongToAnother = () => jest.spyOn(process, "geteuid").mockReturnValue(4711);

const UNSAFE: [string, RegExp, () => void][] = [
  [
    "belongs to another user",
    /pulumi-cloudflare-cni" belongs to another user \(uid \d+\)\. Change its owner.*or set XDG_STATE_HOME/,
    () => {
      mkdirSync(kept(), { recursive: true });
      belongToAnother();
    },
  ],
  [
    "is a symbolic link",
    /pulumi-cloudflare-cni" is a symbolic link\. Replace it.*or set XDG_STATE_HOME/,
    () => replaceByLink(kept()),
  ],
];

describe.each(UNSAFE)("if the folder of this machine %s", (_, refusal, spoil) => {
  it("orders nothing, and says what to do", async () => {
    spoil();
    await expect(create()).rejects.toThrow(refusal);
    expect(await lab.sent("POST")).toBe(0);
  });

  it("refuses a port in preview, in refresh and in delete instead of believing that nobody claimed it", async () => {
    const state = await create();
    spoil();
    const later = await run();
    await expect(later.diff(state, { __urn: URN, slotId })).rejects.toThrow(refusal);
    await expect(later.refresh(state)).rejects.toThrow(refusal);
    await expect(later.delete(state)).rejects.toThrow(refusal);
    expect(await lab.sent("DELETE")).toBe(0);
  });
});

it.each(["orders", "claims"])("refuses a folder %s that is a symbolic link", async (name) => {
  const state = await create();
  replaceByLink(kept(name));
  const act = async () =>
    name === "orders" ? create() : (await run()).diff(state, { __urn: URN, slotId });
  await expect(act()).rejects.toThrow(`${name}" is a symbolic link`);
  expect(await lab.sent("POST")).toBe(1);
});

it.each(["orders", "claims"])("refuses a file of %s that is a symbolic link", async (name) => {
  const state = await create();
  const [only = ""] = readdirSync(kept(name));
  const path =
    name === "orders" ? kept(name, only) : kept(name, only, readdirSync(kept(name, only))[0] ?? "");
  renameSync(path, join(home, "elsewhere"));
  symlinkSync(join(home, "elsewhere"), path);
  const act = async () => (name === "orders" ? create() : (await run()).delete(state));
  await expect(act()).rejects.toThrow(/" is a symbolic link/);
  expect([await lab.sent("POST"), await lab.sent("DELETE")]).toEqual([1, 0]);
});

it("narrows its own folders and files, which a CI cache may restore with wide modes", async () => {
  const state = await create();
  const [order = ""] = readdirSync(kept("orders"));
  for (const path of [kept(), kept("orders"), kept("claims"), kept("orders", order)]) {
    chmodSync(path, 0o777);
  }
  const later = await run();
  await expect(later.create({ __urn: URN, slotId })).rejects.toThrow(/already has/);
  await later.delete(state);
  for (const path of [kept(), kept("orders"), kept("claims")]) {
    expect([path, statSync(path).mode & 0o777]).toEqual([path, 0o700]);
  }
});
