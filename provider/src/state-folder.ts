/**
 * What this machine keeps between runs: order journal, claims, drills. It decides what is ordered and
 * deleted, and a drill's file has an MD5 key, so nobody else may write or read it.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync, type Stats } from "node:fs";
import { constants, type FileHandle, open } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CniError } from "./errors";

/** A folder or file that somebody else may have written. Its message says what to do. */
export class UnsafeFolderError extends CniError {}

/** Path below `$XDG_STATE_HOME/pulumi-cloudflare-cni` (default: `~/.local/state`). */
export function statePath(...names: readonly string[]): string {
  const base = process.env.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(base, "pulumi-cloudflare-cni", ...names);
}

/** Makes the folder for this user only, and returns its path. Fails if it is unsafe or cannot be made. */
export function makeStateFolder(...names: readonly string[]): string {
  for (const path of chain(names)) {
    if (isSafeFolder(path)) continue;
    mkdirSync(path, { recursive: true, mode: 0o700 });
    isSafeFolder(path);
  }
  return statePath(...names);
}

/** Names in the folder, none if it is missing. Fails if it is unsafe or cannot be read. */
export function listStateFolder(...names: readonly string[]): string[] {
  return chain(names).every(isSafeFolder) ? readdirSync(statePath(...names)) : [];
}

/** Fails if the file or a folder above it is unsafe, or if the file cannot be read. */
export async function readStateFile(...names: readonly string[]): Promise<string> {
  chain(names.slice(0, -1)).forEach(isSafeFolder);
  return readOwnFile(statePath(...names));
}

/** Reads a file of this user, wherever it is. Fails if it is a symbolic link or someone else's. */
export async function readOwnFile(path: string): Promise<string> {
  const file = await openUnlinked(path, constants.O_RDONLY);
  try {
    refuseForeign(path, await file.stat());
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** Writes a file that only this user can read, in a folder that is made if it is missing. */
export async function writeStateFile(names: readonly string[], text: string): Promise<void> {
  makeStateFolder(...names.slice(0, -1));
  const { O_WRONLY, O_CREAT, O_TRUNC } = constants;
  const file = await openUnlinked(statePath(...names), O_WRONLY | O_CREAT | O_TRUNC);
  try {
    await file.chmod(0o600);
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}

/** The folder of this package, and each one down to the folder that is named. */
function chain(names: readonly string[]): string[] {
  return [0, ...names.map((_, at) => at + 1)].map((depth) => statePath(...names.slice(0, depth)));
}

/** Whether the folder is there, as this user's own. Modes that a CI cache widened are narrowed. */
function isSafeFolder(path: string): boolean {
  const found = look(path);
  if (found === undefined) return false;
  if (found.isSymbolicLink()) throw linked(path);
  refuseForeign(path, found);
  if (hasOwners() && (found.mode & 0o077) !== 0) chmodSync(path, 0o700);
  return true;
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    // Nothing of ours can be there if nobody lets us look.
    return undefined;
  }
}

function refuseForeign(path: string, { uid }: { uid: number }): void {
  if (!hasOwners() || uid === process.geteuid?.()) return;
  throw new UnsafeFolderError(
    `"${path}" belongs to another user (uid ${uid}). Change its owner if you trust what it holds, or set XDG_STATE_HOME to a folder of your own.`,
  );
}

async function openUnlinked(path: string, flags: number): Promise<FileHandle> {
  try {
    return await open(path, flags | (hasOwners() ? constants.O_NOFOLLOW : 0), 0o600);
  } catch (error) {
    if (look(path)?.isSymbolicLink()) throw linked(path);
    throw error;
  }
}

function linked(path: string): UnsafeFolderError {
  return new UnsafeFolderError(
    `"${path}" is a symbolic link. Replace it by what it points to, or set XDG_STATE_HOME to the folder that is meant.`,
  );
}

/** Windows has neither owners nor modes, and keeps the folders of a profile from other users. */
function hasOwners(): boolean {
  return process.platform !== "win32";
}
