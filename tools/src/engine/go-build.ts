import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { chmod, copyFile, readFile, statfs } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { startCommand } from "../command";
import type { Acquisition } from "./acquisition";
import { ENGINE_VERSION } from "./locate";

const MODULES = resolve(__dirname, "../../engine");
const PULUMI = "github.com/pulumi/pulumi";
// A build takes up to 4.7 GB.
const SPACE_GB = 5;
const PROGRESS_MS = 60_000;

/**
 * Builds the CLI and the plugins for Node programs from the Go modules that Pulumi publishes, which takes minutes and
 * temporary space. Meant for machines that can reach a Go module proxy but not Pulumi's own site.
 */
export async function buildFromModules(acquisition: Acquisition): Promise<void> {
  const what = `Pulumi ${ENGINE_VERSION}`;
  await building(what, "6 minutes", acquisition, async ({ build, copy }) => {
    const version = `${PULUMI}/sdk/v3/go/common/version.Version=${ENGINE_VERSION}`;
    await build("pulumi", "pulumi", `${PULUMI}/pkg/v3/cmd/pulumi`, `-X ${version}`);
    // Pulumi does not publish the module of newer language hosts. This older host runs programs with the current SDK.
    const host = "pulumi-language-nodejs";
    await build(host, host, `${PULUMI}/sdk/v3/nodejs/cmd/${host}`);
    const plugin = "pulumi-resource-pulumi-nodejs";
    await copy("pulumi", `${PULUMI}/sdk/v3`, `nodejs/dist/${plugin}`);
  });
}

/**
 * Builds the hosts for programs in YAML, Python and Go, and the generator of SDKs. Pulumi's installer provides the hosts
 * only if its site is reachable.
 */
export async function buildLanguages(acquisition: Acquisition): Promise<void> {
  const what = "the hosts for programs in YAML, Python and Go";
  await building(what, "4 minutes", acquisition, async ({ build, copy }) => {
    const yaml = "pulumi-language-yaml";
    await build(yaml, yaml, `github.com/pulumi/pulumi-yaml/cmd/${yaml}`);
    const python = "pulumi-language-python";
    await build(python, python, `${PULUMI}/sdk/v3/python/cmd/${python}`);
    await copy(python, `${PULUMI}/sdk/v3`, `python/cmd/${python}-exec`);
    const go = "pulumi-language-go";
    await build(python, go, `${PULUMI}/sdk/v3/go/${go}`);
    await build("sdk-generator", "sdk-generator", ".");
  });
}

/** Returns a hash of the sources of {@link buildLanguages}. */
export function languagesKey(): string {
  const hash = createHash("sha256");
  for (const folder of ["pulumi-language-yaml", "pulumi-language-python", "sdk-generator"]) {
    const files = readdirSync(join(MODULES, folder)).filter((name) => /\.(go|mod)$/.test(name));
    for (const file of files.sort()) hash.update(readFileSync(join(MODULES, folder, file)));
  }
  return hash.digest("hex").slice(0, 8);
}

interface Builder {
  /** Builds a package of the modules in a folder of `tools/engine`. */
  build(folder: string, command: string, source: string, ldflags?: string): Promise<unknown>;
  /** Copies a script of a module. */
  copy(folder: string, module: string, path: string): Promise<void>;
}

async function building(
  what: string,
  about: string,
  { root, work, env, report, signal }: Acquisition,
  run: (builder: Builder) => Promise<void>,
): Promise<void> {
  await requireGo(env);
  await requireSpace(work);

  // Overrides user settings that would break the build or leave files: vendoring, a workspace, a read-only module cache.
  const goEnv = {
    ...env,
    GOFLAGS: "-mod=readonly -modcacherw",
    GOWORK: "off",
    GO111MODULE: "on",
    CGO_ENABLED: "0",
    GOPATH: join(work, "go"),
    GOMODCACHE: join(work, "go/mod"),
    GOCACHE: join(work, "go/cache"),
    GOTMPDIR: work,
  };
  const go = async (folder: string, ...args: string[]) => {
    const cwd = join(MODULES, folder);
    const { exitCode, stdout, stderr } = await startCommand("go", args, { cwd, env: goEnv, signal })
      .done;
    if (exitCode !== 0)
      throw new Error(lastLines(stderr) || `go ${args[0]} exits with ${exitCode}`);
    return stdout.trim();
  };
  const bin = (name: string) => join(root, "bin", name);
  const started = Date.now();
  report(`building ${what} from Go modules (once, about ${about} on two cores)`);
  const progress = setInterval(() => {
    report(`building ${what} from Go modules, ${elapsed(started)}`);
  }, PROGRESS_MS);
  try {
    await run({
      build: (folder, command, source, ldflags = "") => {
        const flags = ["-trimpath", "-buildvcs=false", "-ldflags", `-s -w ${ldflags}`];
        return go(folder, "build", ...flags, "-o", bin(command), source);
      },
      async copy(folder, module, path) {
        const from = await go(folder, "list", "-m", "-f", "{{.Dir}}", module);
        await copyFile(join(from, path), bin(basename(path)));
        await chmod(bin(basename(path)), 0o755);
      },
    });
    report(`built ${what} in ${elapsed(started)}`);
  } finally {
    clearInterval(progress);
  }
}

async function requireGo(env: Acquisition["env"]): Promise<void> {
  const asked = await startCommand("go", ["env", "GOVERSION", "GOTOOLCHAIN"], { env }).done.catch(
    () => undefined,
  );
  if (asked === undefined) throw new Error("Go is not on PATH");
  const [version = "", toolchain = ""] = asked.stdout.split("\n");
  const needed = /^go (\S+)/m.exec(await readFile(join(MODULES, "pulumi/go.mod"), "utf8"))?.[1];
  // Go 1.21 and newer download the toolchain that a module requires, unless GOTOOLCHAIN forbids it.
  const enough = toolchain.startsWith("local") ? needed : "1.21";
  if (enough !== undefined && minor(version) < minor(enough)) {
    throw new Error(
      `Go ${enough} or newer is required, but ${version || "an unknown version"} is on PATH`,
    );
  }
}

function minor(version: string): number {
  return Number(/1\.(\d+)/.exec(version)?.[1] ?? 0);
}

async function requireSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / 1e9;
  if (free < SPACE_GB) {
    throw new Error(
      `the build needs ${SPACE_GB} GB of temporary space, but ${free.toFixed(1)} GB are free in ${folder}`,
    );
  }
}

function elapsed(since: number): string {
  const seconds = Math.round((Date.now() - since) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-2).join(" / ");
}
