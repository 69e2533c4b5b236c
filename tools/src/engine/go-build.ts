import { chmod, copyFile, readFile, statfs } from "node:fs/promises";
import { join, resolve } from "node:path";
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
export async function buildFromModules({
  root,
  work,
  env,
  report,
  signal,
}: Acquisition): Promise<void> {
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
  const go = async (module: string, ...args: string[]) => {
    const cwd = join(MODULES, module);
    const { exitCode, stdout, stderr } = await startCommand("go", args, { cwd, env: goEnv, signal })
      .done;
    if (exitCode !== 0)
      throw new Error(lastLines(stderr) || `go ${args[0]} exits with ${exitCode}`);
    return stdout.trim();
  };
  const build = (command: string, source: string, ldflags: string) =>
    go(
      command,
      "build",
      "-trimpath",
      "-buildvcs=false",
      "-ldflags",
      `-s -w ${ldflags}`,
      "-o",
      join(root, "bin", command),
      source,
    );

  const started = Date.now();
  const tell = () =>
    report(`building Pulumi ${ENGINE_VERSION} from its Go modules, ${elapsed(started)}`);
  report(
    `building Pulumi ${ENGINE_VERSION} from its Go modules (once, about 6 minutes on two cores)`,
  );
  const progress = setInterval(tell, PROGRESS_MS);
  try {
    const version = `${PULUMI}/sdk/v3/go/common/version.Version=${ENGINE_VERSION}`;
    await build("pulumi", `${PULUMI}/pkg/v3/cmd/pulumi`, `-X ${version}`);
    // Newer language hosts are in an unpublished module. This older host still runs programs that use the current SDK.
    const host = "pulumi-language-nodejs";
    await build(host, `${PULUMI}/sdk/v3/nodejs/cmd/${host}`, "");
    const sdk = await go("pulumi", "list", "-m", "-f", "{{.Dir}}", `${PULUMI}/sdk/v3`);
    const plugin = "pulumi-resource-pulumi-nodejs";
    await copyFile(join(sdk, "nodejs/dist", plugin), join(root, "bin", plugin));
    await chmod(join(root, "bin", plugin), 0o755);
    report(`built Pulumi ${ENGINE_VERSION} in ${elapsed(started)}`);
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
