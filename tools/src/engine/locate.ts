import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { startCommand } from "../command";

/** Version to install if the machine has no engine. */
export const ENGINE_VERSION = "3.276.0";
const OLDEST_MINOR = 200;

/** Pulumi CLI for Node programs: the command and its two plugins. */
export interface Engine {
  /** Folder that contains `bin`, in the form that `PulumiCommand.get({ root })` expects. */
  readonly root: string;
  readonly bin: string;
  readonly version: string;
  readonly source: "PATH" | "cache" | "installer" | "build";
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Cache of the Automation API, which also finds a CLI that was installed here. */
export function cacheRoot({ PULUMI_HOME, HOME }: Environment): string {
  return join(PULUMI_HOME || join(HOME || homedir(), ".pulumi"), "versions", ENGINE_VERSION);
}

/** Finds the CLI on PATH. Reports why it ignores a CLI that cannot be used. */
export async function engineOnPath(
  env: Environment,
  report: (line: string) => void,
): Promise<Engine | undefined> {
  const folders = (env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const bin = await firstWith("pulumi", folders);
  if (bin === undefined) return undefined;
  const version = await versionOf(bin, env);
  const flaw = versionFlaw(version) ?? (await missingPlugin(bin, folders));
  if (version !== undefined && flaw === undefined) {
    return { root: dirname(bin), bin, version, source: "PATH" };
  }
  report(`${join(bin, "pulumi")} is not used: ${flaw}`);
  return undefined;
}

/** Finds a CLI in `root`. Ignores an incomplete copy. */
export async function engineIn(
  root: string,
  source: Engine["source"],
  env: Environment,
): Promise<Engine | undefined> {
  const bin = join(root, "bin");
  if (await missingPlugin(bin, [])) return undefined;
  const version = await versionOf(bin, env);
  return version === undefined ? undefined : { root, bin, version, source };
}

function versionFlaw(version: string | undefined): string | undefined {
  if (version === undefined) return "`pulumi version` fails";
  const [major, minor = 0] = version.split(".").map(Number);
  if (major === 3 && minor >= OLDEST_MINOR) return undefined;
  return `its version is ${version}, but 3.${OLDEST_MINOR} or a later 3.x is required`;
}

async function missingPlugin(bin: string, folders: string[]): Promise<string | undefined> {
  // A package manager may link only the command, and keep the plugins next to the target of the link.
  const beside = await realpath(join(bin, "pulumi")).then(dirname, () => bin);
  for (const plugin of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
    if ((await firstWith(plugin, [beside, bin, ...folders])) === undefined) {
      return `${plugin} is missing`;
    }
  }
  return undefined;
}

async function firstWith(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const runs = await access(join(folder, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return folder;
  }
  return undefined;
}

async function versionOf(bin: string, env: Environment): Promise<string | undefined> {
  const options = {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal: AbortSignal.timeout(20_000),
  };
  try {
    const { exitCode, stdout } = await startCommand(join(bin, "pulumi"), ["version"], options).done;
    return exitCode === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
  } catch {
    return undefined;
  }
}
