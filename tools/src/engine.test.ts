import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ensureEngine, findEngine } from "./engine";
import { ENGINE_VERSION } from "./engine/locate";

const PLUGINS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const INSTALL_PAGE = "https://www.pulumi.com/docs/install/";

let dir: string;
let home: string;
let cache: string;
let said: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "cni-engine-"));
  home = join(dir, "home");
  cache = join(home, ".pulumi/versions", ENGINE_VERSION);
  said = [];
});

afterEach(() => rm(dir, { recursive: true }));

/** Environment of a machine that has only a shell and the commands in `tools`. */
function machine(...path: string[]) {
  const env = { HOME: home, PATH: [...path, "/usr/bin", "/bin"].join(":") };
  return { env, report: (line: string) => void said.push(line) };
}

async function script(path: string, ...lines: string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, ["#!/bin/sh", ...lines].join("\n"), { mode: 0o755 });
}

async function placePulumi(bin: string, version: string, plugins = PLUGINS): Promise<void> {
  await script(join(bin, "pulumi"), `echo v${version}`);
  for (const plugin of plugins) await script(join(bin, plugin), "exit 1");
}

describe("findEngine", () => {
  it("uses the CLI on PATH rather than the cached one", async () => {
    await placePulumi(join(dir, "own/bin"), "3.240.1");
    await placePulumi(join(cache, "bin"), ENGINE_VERSION);
    await expect(findEngine(machine(join(dir, "own/bin")))).resolves.toEqual({
      root: join(dir, "own"),
      bin: join(dir, "own/bin"),
      version: "3.240.1",
      source: "PATH",
    });
    expect(said).toEqual([]);
  });

  it.each([
    {
      name: "too old",
      version: "3.199.9",
      plugins: PLUGINS,
      reason: "its version is 3.199.9, but 3.200 or a later 3.x is required",
    },
    {
      name: "of the next major version",
      version: "4.0.0",
      plugins: PLUGINS,
      reason: "its version is 4.0.0, but 3.200 or",
    },
    {
      name: "without its plugins",
      version: "3.240.0",
      plugins: ["pulumi-language-nodejs"],
      reason: "pulumi-resource-pulumi-nodejs",
    },
  ])(
    "ignores a CLI on PATH that is $name, and reports why",
    async ({ version, plugins, reason }) => {
      await placePulumi(join(dir, "own/bin"), version, plugins);
      await placePulumi(join(cache, "bin"), ENGINE_VERSION);
      const engine = await findEngine(machine(join(dir, "own/bin")));
      expect(engine).toMatchObject({ source: "cache", root: cache });
      expect(said).toEqual([expect.stringContaining(reason)]);
    },
  );

  it("ignores a CLI on PATH that does not run", async () => {
    await placePulumi(join(dir, "own/bin"), "3.240.0");
    await script(join(dir, "own/bin/pulumi"), "exit 1");
    await expect(findEngine(machine(join(dir, "own/bin")))).resolves.toBeUndefined();
    expect(said[0]).toContain("`pulumi version` fails");
  });

  it("finds the plugins in the target folder of a symlinked CLI", async () => {
    await placePulumi(join(dir, "cellar/bin"), "3.240.0");
    await mkdir(join(dir, "links"));
    await symlink(join(dir, "cellar/bin/pulumi"), join(dir, "links/pulumi"));
    await expect(findEngine(machine(join(dir, "links")))).resolves.toMatchObject({
      source: "PATH",
    });
  });

  it("looks for the cache in PULUMI_HOME", async () => {
    const elsewhere = join(dir, "elsewhere");
    await placePulumi(join(elsewhere, "versions", ENGINE_VERSION, "bin"), ENGINE_VERSION);
    const { env } = machine();
    const engine = await findEngine({ env: { ...env, PULUMI_HOME: elsewhere } });
    expect(engine).toMatchObject({ source: "cache", version: ENGINE_VERSION });
  });

  it("ignores an incomplete cache", async () => {
    await placePulumi(join(cache, "bin"), ENGINE_VERSION);
    await writeFile(join(cache, "bin/pulumi"), "\x7fELF\0\0", { mode: 0o755 });
    await expect(findEngine(machine())).resolves.toBeUndefined();
  });
});

describe("ensureEngine", () => {
  const tools = () => join(dir, "tools");

  /** Fakes Pulumi's site. Its script records each run and installs in the same way as the real one. */
  async function placeInstaller(): Promise<void> {
    await placePulumi(join(dir, "download"), ENGINE_VERSION);
    await script(
      join(tools(), "curl"),
      'while [ "$1" != -o ]; do shift; done',
      `cat > "$2" <<'END'`,
      `[ "$1 $2 $4 $5" = "--no-edit-path --install-root --version ${ENGINE_VERSION}" ] || exit 1`,
      `echo run >> ${join(dir, "runs")}; sleep 0.3`,
      `mkdir -p "$3/bin" && cp ${join(dir, "download")}/* "$3/bin"`,
      "END",
    );
  }

  it("installs into the cache with Pulumi's installer", async () => {
    await placeInstaller();
    const engine = await ensureEngine(machine(tools()));
    expect(engine).toMatchObject({ root: cache, source: "installer", version: ENGINE_VERSION });
    await expect(readdir(join(home, ".pulumi/versions"))).resolves.toEqual([ENGINE_VERSION]);
    await expect(ensureEngine(machine())).resolves.toMatchObject({ source: "cache" });
  });

  it("replaces an incomplete CLI in the cache", async () => {
    await placeInstaller();
    await script(join(cache, "bin/pulumi"), "exit 1");
    await mkdir(`${cache}.partial-1/engine/bin`, { recursive: true });
    await expect(ensureEngine(machine(tools()))).resolves.toMatchObject({ root: cache });
    await expect(readdir(join(home, ".pulumi/versions"))).resolves.toEqual([ENGINE_VERSION]);
  });

  it("installs the CLI only once if two runs start at the same time", async () => {
    await placeInstaller();
    const engines = await Promise.all([1, 2].map(() => ensureEngine(machine(tools()))));
    expect(engines.map(({ source }) => source).sort()).toEqual(["cache", "installer"]);
    expect(said).toContain("waiting for another run to install the Pulumi CLI");
  });

  it("reports why the installation failed, with advice", async () => {
    await script(join(tools(), "curl"), "echo 'curl: (6) Could not resolve host' >&2; exit 6");
    await script(join(tools(), "go"), "echo go1.20.1; echo auto");
    await expect(ensureEngine(machine(tools()))).rejects.toThrow(
      [
        "The Pulumi CLI is missing and could not be installed:",
        "  its installer: curl: (6) Could not resolve host",
        "  a build from its Go modules: Go 1.21 or newer is required, but go1.20.1 is on PATH",
        `Install the Pulumi CLI: ${INSTALL_PAGE}`,
      ].join("\n"),
    );
    await expect(readdir(join(home, ".pulumi/versions"))).resolves.toEqual([]);
  });

  it("requires the Go version that the module needs if Go cannot download toolchains", async () => {
    await script(join(tools(), "curl"), "exit 22");
    await script(join(tools(), "go"), "echo go1.24.0; echo local");
    await expect(ensureEngine(machine(tools()))).rejects.toThrow(
      /Go 1\.26(\.\d+)? or newer .* go1\.24\.0/,
    );
  });

  it("prints Go's output if the build fails", async () => {
    await script(join(tools(), "curl"), "exit 22");
    await script(
      join(tools(), "go"),
      '[ "$1" = env ] && { echo go1.99; exit; }',
      'echo "$GOFLAGS: no such proxy" >&2; exit 1',
    );
    const { env } = machine(tools());
    await expect(ensureEngine({ env: { ...env, GOFLAGS: "-mod=vendor" } })).rejects.toThrow(
      "Go modules: -mod=readonly -modcacherw: no such proxy\n",
    );
  });

  it("fails if the cache is not writable", async () => {
    await writeFile(home, "a file");
    await expect(ensureEngine(machine())).rejects.toThrow(
      /^The Pulumi CLI is missing, and its cache folder cannot be created: .*\nInstall the Pulumi CLI/,
    );
  });

  it("leaves no files when it is interrupted", async () => {
    await script(join(tools(), "curl"), "sleep 30");
    const reason = new Error("interrupted");
    const interruption = new AbortController();
    setTimeout(() => interruption.abort(reason), 300);
    const interrupted = ensureEngine({ ...machine(tools()), signal: interruption.signal });
    await expect(interrupted).rejects.toBe(reason);
    await expect(readdir(join(home, ".pulumi/versions"))).resolves.toEqual([]);
  });
});
