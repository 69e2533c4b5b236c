import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Acquisition } from "./engine/acquisition";
import { buildFromModules, buildLanguages, languagesKey } from "./engine/go-build";
import { runInstaller } from "./engine/installer";
import { cacheRoot, type Engine, type Environment, engineIn, engineOnPath } from "./engine/locate";
import { withLock } from "./engine/lock";

export type { Engine } from "./engine/locate";

const WAY_OUT = "Install the Pulumi CLI: https://www.pulumi.com/docs/install/";

export interface FindEngineOptions {
  readonly env?: Environment;
  /** Receives progress messages, one line at a time. */
  readonly report?: (line: string) => void;
}

export interface EnsureEngineOptions extends FindEngineOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Finds the Pulumi CLI on PATH or in the cache of the Automation API. */
export async function findEngine({
  env = process.env,
  report = () => {},
}: FindEngineOptions = {}): Promise<Engine | undefined> {
  return (await engineOnPath(env, report)) ?? (await engineIn(cacheRoot(env), "cache", env));
}

/**
 * Finds the Pulumi CLI, or installs it with Pulumi's installer or from its Go modules.
 *
 * @example
 * const engine = await ensureEngine({ report: console.error });
 * console.log(engine.version);
 */
export async function ensureEngine({
  env = process.env,
  report = () => {},
  signal,
}: EnsureEngineOptions = {}): Promise<Engine> {
  const found = await findEngine({ env, report });
  if (found) return found;

  const root = cacheRoot(env);
  await mkdir(dirname(root), { recursive: true }).catch((error: Error) => {
    throw new Error(
      `The Pulumi CLI is missing, and its cache folder cannot be created: ${error.message}\n${WAY_OUT}`,
    );
  });
  const onWait = () => report("waiting for another run to install the Pulumi CLI");
  const locked = async () =>
    (await engineIn(root, "cache", env)) ?? (await acquire({ root, env, report, signal }));
  return withLock(`${root}.lock`, locked, { onWait, signal });
}

const HOSTS = [
  "pulumi-language-yaml",
  "pulumi-language-python",
  "pulumi-language-go",
  "sdk-generator",
];

/** Returns the folder of the hosts for programs in YAML, Python and Go, or `undefined` if they were not built. */
export async function findLanguages(env: Environment = process.env): Promise<string | undefined> {
  const bin = join(languagesRoot(env), "bin");
  const names = await readdir(bin).catch((): string[] => []);
  return HOSTS.every((name) => names.includes(name)) ? bin : undefined;
}

/** Finds or builds the hosts for programs in YAML, Python and Go. Only tests need them. */
export async function ensureLanguages({
  env = process.env,
  report = () => {},
  signal,
}: EnsureEngineOptions = {}): Promise<string> {
  const root = languagesRoot(env);
  await mkdir(dirname(root), { recursive: true });
  const onWait = () => report("waiting for another run to build the language hosts");
  return withLock(
    `${root}.lock`,
    async () => {
      const found = await findLanguages(env);
      if (found) return found;
      await removeLeftovers(root);
      await replaceWhole(root, async (staged, work) => {
        await mkdir(join(staged, "bin"));
        await buildLanguages({ root: staged, work, env, report, signal });
      });
      return join(root, "bin");
    },
    { onWait, signal },
  );
}

function languagesRoot(env: Environment): string {
  return `${cacheRoot(env)}-languages-${languagesKey()}`;
}

async function acquire({ root, env, report, signal }: Omit<Acquisition, "work">): Promise<Engine> {
  await removeLeftovers(root);
  const ways = [
    { source: "installer", name: "its installer", get: runInstaller },
    { source: "build", name: "a build from its Go modules", get: buildFromModules },
  ] as const;
  const failures: string[] = [];
  for (const { source, name, get } of ways) {
    try {
      await replaceWhole(root, async (staged, work) => {
        await get({ root: staged, work, env, report, signal });
        if (!(await engineIn(staged, source, env))) {
          throw new Error("the resulting CLI does not run");
        }
      });
      const engine = await engineIn(root, source, env);
      if (engine) return engine;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`  ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new Error(
    ["The Pulumi CLI is missing and could not be installed:", ...failures, WAY_OUT].join("\n"),
  );
}

/** Fills a folder beside `root` and then renames it to `root`, so that a killed run never leaves an incomplete `root`. */
async function replaceWhole(
  root: string,
  fill: (staged: string, work: string) => Promise<void>,
): Promise<void> {
  const work = `${root}.partial-${process.pid}`;
  const staged = join(work, "staged");
  try {
    await mkdir(staged, { recursive: true });
    await fill(staged, work);
    await rm(root, { recursive: true, force: true });
    await rename(staged, root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Removes the files of killed runs, which take up gigabytes. */
async function removeLeftovers(root: string): Promise<void> {
  const names = await readdir(dirname(root));
  const left = names.filter((name) => name.startsWith(`${basename(root)}.partial-`));
  await Promise.all(left.map((name) => rm(join(dirname(root), name), { recursive: true })));
}
