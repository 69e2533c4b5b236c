/** Tests that files on this machine are trusted only if no other user can have written them. */
import fs, {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os, { tmpdir } from "node:os";
import { join } from "node:path";
import type { State } from "../testing/engine";
import { newProcess, openTestAccount, type TestAccount } from "../testing/test-account";

const URN = "urn:pulumi:dev::net::pulumi-nodejs:dynamic/cloudflare-cni:Interconnect::port";

let home: string;
let testAccount: TestAccount;
let slotId: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "cni-unsafe-"));
  process.env.XDG_STATE_HOME = home;
  testAccount = await openTestAccount();
  [slotId = ""] = await testAccount.freeSlots();
});
afterEach(async () => {
  jest.restoreAllMocks();
  delete process.env.XDG_STATE_HOME;
  delete process.env.SUDO_UID;
  await testAccount.close();
  rmSync(home, { recursive: true, force: true });
});

/** Starts a new plugin process, as each run of the engine does. */
const run = () => newProcess(testAccount)("Interconnect");
const create = async (): Promise<State> => (await run()).create({ __urn: URN, slotId });
const kept = (...names: string[]) => join(home, "pulumi-cloudflare-cni", ...names);

function replaceByLink(path: string): void {
  mkdirSync(path, { recursive: true });
  renameSync(path, `${path}-of-another`);
  symlinkSync(`${path}-of-another`, path);
}

/** Makes `lstat` report another owner for one path. */
function giveTo(uid: number, path: string): void {
  const look = fs.lstatSync;
  jest.spyOn(fs, "lstatSync").mockImplementation((asked, options) => {
    const found = look(asked, options);
    return found && asked === path ? Object.assign(found, { uid }) : found;
  });
}

/** Makes a file system function fail at these paths. */
function failAt(call: "lstatSync" | "chmodSync" | "readdirSync", code: string, at: RegExp): void {
  const { lstatSync, chmodSync, readdirSync } = fs;
  const open = (path: fs.PathLike) => {
    if (!at.test(String(path))) return path;
    throw Object.assign(new Error(`${code}: refused, '${path}'`), { code });
  };
  const { spyOn } = jest;
  if (call === "lstatSync") spyOn(fs, call).mockImplementation((p, o) => lstatSync(open(p), o));
  if (call === "chmodSync") spyOn(fs, call).mockImplementation((p, m) => chmodSync(open(p), m));
  if (call === "readdirSync") spyOn(fs, call).mockImplementation((p, o) => readdirSync(open(p), o));
}

/** Skips a test unless it runs as root, because only root can change owners. `.ci/run` runs as root. */
function asRoot(title: string, test: () => Promise<void>): void {
  if (process.geteuid?.() === 0) it(title, test);
}

const UNSAFE: [string, RegExp, () => void][] = [
  [
    "belongs to another user",
    /pulumi-cloudflare-cni" belongs to another user \(uid \d+\)\. Change its owner.*or set XDG_STATE_HOME/,
    () => {
      mkdirSync(kept(), { recursive: true });
      giveTo(4711, kept());
    },
  ],
  [
    "is a symbolic link",
    /pulumi-cloudflare-cni" is a symbolic link\. Move its target here, or set XDG_STATE_HOME to the target's parent\./,
    () => replaceByLink(kept()),
  ],
  [
    "is a file",
    /pulumi-cloudflare-cni" is not a folder\. Move it away, or set XDG_STATE_HOME/,
    () => {
      rmSync(kept(), { recursive: true, force: true });
      writeFileSync(kept(), "");
    },
  ],
  [
    "can be written by others and keeps its mode",
    /pulumi-cloudflare-cni" can be written by other users, and .*EPERM.*chmod go-w.*or set XDG_STATE_HOME/,
    () => {
      mkdirSync(kept(), { recursive: true });
      chmodSync(kept(), 0o775);
      failAt("chmodSync", "EPERM", /cloudflare-cni$/);
    },
  ],
  [
    "cannot be read",
    /pulumi-cloudflare-cni" cannot be read: EIO.*set XDG_STATE_HOME/,
    () => failAt("lstatSync", "EIO", /cloudflare-cni$/),
  ],
  [
    "is in the folder of XDG_STATE_HOME, and this user may not enter that folder",
    /pulumi-cloudflare-cni" cannot be read: EACCES.*set XDG_STATE_HOME/,
    () => failAt("lstatSync", "EACCES", /cloudflare-cni$/),
  ],
  [
    "cannot be entered",
    /pulumi-cloudflare-cni\/\w+" cannot be read: EACCES.*set XDG_STATE_HOME/,
    () => failAt("lstatSync", "EACCES", /cloudflare-cni\/\w+$/),
  ],
];

describe.each(UNSAFE)("when the state folder %s", (_, refusal, spoil) => {
  it("the provider orders nothing and says what to do", async () => {
    spoil();
    await expect(create()).rejects.toThrow(refusal);
    expect(await testAccount.countRequests("POST")).toBe(0);
  });

  it("the provider refuses preview, refresh and delete of a port, because another resource may have claimed the port", async () => {
    const state = await create();
    spoil();
    const later = await run();
    await expect(later.diff(state, { __urn: URN, slotId })).rejects.toThrow(refusal);
    await expect(later.refresh(state)).rejects.toThrow(refusal);
    await expect(later.delete(state)).rejects.toThrow(refusal);
    expect(await testAccount.countRequests("DELETE")).toBe(0);
  });
});

it.each(["orders", "claims"])('refuses the folder "%s" if it is a symbolic link', async (name) => {
  const state = await create();
  replaceByLink(kept(name));
  const act = async () =>
    name === "orders" ? create() : (await run()).diff(state, { __urn: URN, slotId });
  await expect(act()).rejects.toThrow(`${name}" is a symbolic link`);
  expect(await testAccount.countRequests("POST")).toBe(1);
});

it.each(["orders", "claims"])(
  'refuses a file in the folder "%s" if it is a symbolic link',
  async (name) => {
    const state = await create();
    const [only = ""] = readdirSync(kept(name));
    const path =
      name === "orders"
        ? kept(name, only)
        : kept(name, only, readdirSync(kept(name, only))[0] ?? "");
    renameSync(path, join(home, "elsewhere"));
    symlinkSync(join(home, "elsewhere"), path);
    const act = async () => (name === "orders" ? create() : (await run()).delete(state));
    await expect(act()).rejects.toThrow(/" is a symbolic link/);
    expect([
      await testAccount.countRequests("POST"),
      await testAccount.countRequests("DELETE"),
    ]).toEqual([1, 0]);
  },
);

it("removes permissions of other users from its own folders and files, which a CI cache may have restored", async () => {
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

it("refuses a port whose claims exist but cannot be listed", async () => {
  const state = await create();
  failAt("readdirSync", "EACCES", /claims\/\w+$/);
  const later = await run();
  await expect(later.diff(state, { __urn: URN, slotId })).rejects.toThrow(
    /claims\/\w+" cannot be read: EACCES/,
  );
  await expect(later.delete(state)).rejects.toThrow(/cannot be read: EACCES/);
  expect(await testAccount.countRequests("DELETE")).toBe(0);
});

it("uses a folder that other users can read but not write, on a file system whose modes cannot be changed", async () => {
  const state = await create();
  for (const path of [kept(), kept("orders"), kept("claims")]) chmodSync(path, 0o755);
  failAt("chmodSync", "EROFS", /cloudflare-cni/);
  await (await run()).diff(state, { __urn: URN, slotId });
  await (await run()).delete(state);
  expect(await testAccount.countRequests("DELETE")).toBe(1);
});

it.each([
  ["root", () => giveTo(0, kept())],
  [
    "the user who ran sudo",
    () => {
      process.env.SUDO_UID = "4711";
      giveTo(4711, kept());
    },
  ],
])("trusts a folder that belongs to %s", async (_, give) => {
  const state = await create();
  give();
  jest.spyOn(process, "geteuid").mockReturnValue(4712);
  const later = await run();
  expect((await later.diff(state, { __urn: URN, slotId })).changes).toBe(false);
  await later.delete(state);
  expect(await testAccount.countRequests("DELETE")).toBe(1);
});

asRoot(
  "as root, uses a mounted folder of another user and gives everything it creates to that user",
  async () => {
    chownSync(home, 4711, 4712);
    process.env.XDG_STATE_HOME = join(home, "not", "yet");
    const state = await create();
    const made = readdirSync(home, { recursive: true }).map((name) => join(home, String(name)));
    expect(made.length).toBeGreaterThan(6);
    for (const path of made) {
      const { uid, gid } = statSync(path);
      expect([path, uid, gid]).toEqual([path, 4711, 4712]);
    }
    const later = await run();
    await later.diff(state, { __urn: URN, slotId });
    await later.delete(state);
    expect(await testAccount.countRequests("DELETE")).toBe(1);
  },
);

it("creates its parent folders with the default mode", async () => {
  process.env.XDG_STATE_HOME = join(home, "local", "state");
  mkdirSync(join(home, "usual"));
  await create();
  const mode = (...names: string[]) => statSync(join(home, ...names)).mode;
  expect([mode("local"), mode("local", "state")]).toEqual([mode("usual"), mode("usual")]);
  expect(mode("local", "state", "pulumi-cloudflare-cni") & 0o777).toBe(0o700);
});

asRoot("does not change a file that another user put in place of its own", async () => {
  const state = await create();
  const [order = ""] = readdirSync(kept("orders"));
  const planted = kept("orders", `${order}.new`);
  writeFileSync(planted, "of another");
  chownSync(planted, 4711, 4711);
  await expect(create()).rejects.toThrow(/already has|ordered it/);
  await (await run()).delete(state);
  await expect(create()).rejects.toThrow(`${order}.new" belongs to another user (uid 4711)`);
  expect(readFileSync(planted, "utf8")).toBe("of another");
  expect(await testAccount.countRequests("POST")).toBe(1);
});

describe("when this user cannot enter the home directory, such as /root in a container", () => {
  beforeEach(() => {
    delete process.env.XDG_STATE_HOME;
    jest.spyOn(os, "homedir").mockReturnValue(home);
    failAt("lstatSync", "EACCES", /\/cni-unsafe-\w+\//);
    writeFileSync(join(home, ".local"), "makes access to every folder in it fail");
  });

  it("the provider orders and deletes ports, because this user never kept anything in it", async () => {
    const state = await create();
    expect(await testAccount.countRequests("POST")).toBe(1);
    const later = await run();
    await later.diff(state, { __urn: URN, slotId });
    await later.delete(state);
    expect(await testAccount.countRequests("DELETE")).toBe(1);
  });

  it("the provider adopts nothing, because it cannot save a claim", async () => {
    await create();
    const adopting = (await run()).create({ __urn: `${URN}2`, slotId, adopt: true });
    await expect(adopting).rejects.toThrow(/was not adopted, because its claim cannot be saved/);
  });
});

it("refuses a folder below one that cannot be entered, in a home directory that this user may enter", async () => {
  const state = await create();
  delete process.env.XDG_STATE_HOME;
  jest.spyOn(os, "homedir").mockReturnValue(home);
  mkdirSync(join(home, ".local"));
  failAt("lstatSync", "EACCES", /\.local\/./);
  const later = await run();
  await expect(later.delete(state)).rejects.toThrow(/cannot be read: EACCES/);
  expect(await testAccount.countRequests("DELETE")).toBe(0);
});
