/**
 * What a drill took away, on disk before it is taken: whoever kills the process leaves behind what
 * it takes to put everything back. One drill at a time in an account, as far as this machine knows.
 */
import { existsSync } from "node:fs";
import { open, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { rawRoute } from "../../../api/raw-api";
import { rawCni } from "../../../api/wire";
import { messageOf } from "../../../domain/errors";
import {
  leaveToOwner,
  listStateFolder,
  makeStateFolder,
  readNamedFile,
  statePath,
  UnsafeFolderError,
} from "../../../run/state-folder";
import { safetyError, usageError } from "../../cli-error";
import type { Output } from "../../output";

const schema = z.object({
  version: z.literal(1),
  pid: z.number(),
  startedAt: z.string(),
  baseUrl: z.string(),
  account: z.string(),
  /** With its MD5 key. */
  cni: rawCni,
  routes: z.array(rawRoute),
});

/** What was there before a drill. */
export type StateBeforeDrill = z.infer<typeof schema>;

export interface RestoreFile {
  path: string;
  before: StateBeforeDrill;
}

const FOLDER = "drills";

/** Ends when the file is on the disk. */
export async function writeRestoreFile(before: StateBeforeDrill): Promise<RestoreFile> {
  const path = join(makeStateFolder(FOLDER), `${before.account}.json`);
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    throw existsSync(path)
      ? safetyError(
          `a drill in this account is running or was not put back: look at ${path}, and run \`npx pulumi-cloudflare-cni drill --restore ${path}\` if no drill is running`,
        )
      : usageError(
          `the restore file cannot be written, so nothing is taken away: ${messageOf(error)}`,
        );
  });
  try {
    await file.writeFile(JSON.stringify(before, undefined, 2));
    leaveToOwner(path);
    await file.sync();
  } finally {
    await file.close();
  }
  return { path, before };
}

/** Follows symbolic links, so that the file itself is removed once everything is back. */
export async function readRestoreFile(link: string): Promise<RestoreFile> {
  const path = await realpath(link).catch(() => link);
  const text = await readNamedFile(path).catch((error: unknown) => {
    if (error instanceof UnsafeFolderError) throw error;
    throw usageError(`${path} cannot be read: ${messageOf(error)}`);
  });
  try {
    return { path, before: schema.parse(JSON.parse(text)) };
  } catch (error) {
    throw usageError(`${path} is no restore file of a drill: ${messageOf(error)}`);
  }
}

export function removeRestoreFile({ path }: RestoreFile): Promise<void> {
  return rm(path, { force: true });
}

/** Drills whose routes were not put back. A file that cannot be read is told of too. */
export async function listUnrestoredDrills(): Promise<
  { path: string; before?: StateBeforeDrill }[]
> {
  const names = listStateFolder(FOLDER).filter((name) => name.endsWith(".json"));
  const files = names.map((name) => statePath(FOLDER, name));
  return Promise.all(
    files.map(async (path) => ({
      path,
      before: await readRestoreFile(path).then(
        ({ before }) => before,
        () => undefined,
      ),
    })),
  );
}

export async function warnAboutUnrestoredDrills(output: Output): Promise<void> {
  const left = await listUnrestoredDrills().catch((error: unknown) => {
    // What a drill left is not what most commands are about.
    output.warn(messageOf(error));
    return [];
  });
  for (const { path, before } of left) {
    if (before !== undefined && isRunning(before)) {
      output.note(
        `A drill on ${before.cni.magic.conduit_name} is running (process ${before.pid}).`,
      );
    } else output.warn(describeUnrestored(path, before));
  }
}

export function describeUnrestored(path: string, before: StateBeforeDrill | undefined): string {
  const what = before ? ` on ${before.cni.magic.conduit_name} of ${before.startedAt}` : "";
  return `A drill${what} was not put back: run \`npx pulumi-cloudflare-cni drill --restore ${path}\``;
}

export function isRunning({ pid }: StateBeforeDrill): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
