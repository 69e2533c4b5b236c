/**
 * File with the state before a drill. It is written before anything is withdrawn, so that a killed drill can be restored,
 * and limits an account to one drill at a time on this machine.
 */
import { existsSync } from "node:fs";
import { open, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { rawRoute } from "../../../api/routes";
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
  /** Includes the MD5 key. */
  cni: rawCni,
  routes: z.array(rawRoute),
});

/** State before a drill. */
export type StateBeforeDrill = z.infer<typeof schema>;

export interface RestoreFile {
  path: string;
  before: StateBeforeDrill;
}

const FOLDER = "drills";

/** Writes the file and waits until it is on disk. Throws if the account already has one. */
export async function writeRestoreFile(before: StateBeforeDrill): Promise<RestoreFile> {
  const path = join(makeStateFolder(FOLDER), `${before.account}.json`);
  const file = await open(path, "wx", 0o600).catch((error: unknown) => {
    throw existsSync(path)
      ? safetyError(
          `Another drill in this account is running or was not restored (see ${path}). If no drill is running, run \`npx pulumi-cloudflare-cni drill --restore ${path}\`.`,
        )
      : usageError(
          `The restore file cannot be written, so nothing was withdrawn: ${messageOf(error)}`,
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

/** Reads a restore file. Follows symbolic links, so that the file itself is removed after restoring. */
export async function readRestoreFile(link: string): Promise<RestoreFile> {
  const path = await realpath(link).catch(() => link);
  const text = await readNamedFile(path).catch((error: unknown) => {
    if (error instanceof UnsafeFolderError) throw error;
    throw usageError(`${path} cannot be read: ${messageOf(error)}`);
  });
  try {
    return { path, before: schema.parse(JSON.parse(text)) };
  } catch (error) {
    throw usageError(`${path} is not a restore file of a drill: ${messageOf(error)}`);
  }
}

export function removeRestoreFile({ path }: RestoreFile): Promise<void> {
  return rm(path, { force: true });
}

/** Drills that were not restored, including files that cannot be read. */
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
    // An unreadable folder must not fail commands that have nothing to do with drills.
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
  const what = before ? ` on ${before.cni.magic.conduit_name} from ${before.startedAt}` : "";
  return `A drill${what} was not restored. Run \`npx pulumi-cloudflare-cni drill --restore ${path}\`.`;
}

export function isRunning({ pid }: StateBeforeDrill): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
