import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { startCommand } from "../command";

/** The version that is got where there is none. */
export const ENGINE_VERSION = "3.276.0";
const OLDEST_MINOR = 200;

/** A Pulumi CLI that runs Node programs: the command and its two plugins. */
export interface Engine {
  /** The folder that has `bin`, as `PulumiCommand.get({ root })` takes it. */
  readonly root: string;
  readonly bin: string;
  readonly version: string;
  readonly source: "PATH" | "cache" | "installer" | "build";
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the Automation API keeps the CLIs that it installs; one got here is there for it, too. */
export function cacheRoot({ PULUMI_HOME, HOME }: Environment): string {
  return join(PULUMI_HOME || join(HOME || homedir(), ".pulumi"), "versions", ENGINE_VERSION);
}

/** The CLI on PATH; `report` hears why one that is there is not used. */
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

/** The CLI under `root`, if it is whole: a copy that was cut short does not count. */
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
  return `it is ${version}, and 3.${OLDEST_MINOR} or a later 3.x is needed`;
}

async function missingPlugin(bin: string, folders: string[]): Promise<string | undefined> {
  // Package managers link the command alone and keep the plugins where the link points.
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
