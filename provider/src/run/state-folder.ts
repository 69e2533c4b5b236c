/**
 * Reads and writes files that this machine keeps between runs: order journal, claims and drills. These files decide
 * what is ordered and deleted. A file that cannot be read, or that another user may have written, is therefore refused.
 */
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  type Stats,
  statSync,
} from "node:fs";
import { constants, type FileHandle, open } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { CniError, messageOf } from "../domain/errors";

/** Error for a folder or file that cannot be read or trusted. The message contains the advice. */
export class UnsafeFolderError extends CniError {}

const ELSEWHERE = "set XDG_STATE_HOME to a folder of your own";

/** Returns a path below `$XDG_STATE_HOME/pulumi-cloudflare-cni`. XDG_STATE_HOME defaults to `~/.local/state`. */
export function statePath(...names: readonly string[]): string {
  const base = process.env.XDG_STATE_HOME || join(homedir(), ".local", "state");
  return join(base, "pulumi-cloudflare-cni", ...names);
}

/**
 * Creates a folder that only its owner can use. Returns its path. Throws if the folder is unsafe or cannot be created.
 */
export function makeStateFolder(...names: readonly string[]): string {
  for (const path of chain(names)) {
    if (isSafeFolder(path)) continue;
    makeFolder(path, 0o700);
    isSafeFolder(path);
  }
  return statePath(...names);
}

/**
 * Lists the names in a folder. Returns an empty list if the folder is missing or if this user may not enter the home
 * directory above it. Throws if the folder is unsafe or cannot be read.
 */
export function listStateFolder(...names: readonly string[]): string[] {
  if (!chain(names).every(isSafeFolder)) return [];
  const path = statePath(...names);
  return unlessMissing(path, () => readdirSync(path)) ?? [];
}

/** Reads a file. Throws if the file or a folder above it is unsafe, or if the file cannot be read. */
export async function readStateFile(...names: readonly string[]): Promise<string> {
  chain(names.slice(0, -1)).forEach(isSafeFolder);
  const path = statePath(...names);
  const file = await openUnlinked(path, constants.O_RDONLY);
  return readTrusted(file, path, `, or ${ELSEWHERE}`);
}

/** Reads a file from any folder, under a path that the user passed. Throws if the file belongs to someone else. */
export async function readNamedFile(path: string): Promise<string> {
  return readTrusted(await open(path), path, ", then run the command again");
}

/** Writes a file that only its owner can read. Creates the folder of the file if it is missing. */
export async function writeStateFile(names: readonly string[], text: string): Promise<void> {
  makeStateFolder(...names.slice(0, -1));
  const path = statePath(...names);
  const file = await openUnlinked(path, constants.O_WRONLY | constants.O_CREAT);
  try {
    refuseForeign(path, await file.stat(), `, or ${ELSEWHERE}`);
    await file.chmod(0o600);
    await file.truncate();
    await file.writeFile(text);
    leaveToOwner(path);
  } finally {
    await file.close();
  }
}

/**
 * Gives a path that root created to the owner of its parent folder. This matters for runs under sudo and in containers.
 */
export function leaveToOwner(path: string): void {
  if (process.geteuid?.() !== 0) return;
  try {
    const { uid, gid } = statSync(dirname(path));
    lchownSync(path, uid, gid);
  } catch {
    // Some network file systems do not allow root to change the owner.
  }
}

/** Returns the paths of this package's folder and of each folder below it, down to the given folder. */
function chain(names: readonly string[]): string[] {
  return [0, ...names.map((_, at) => at + 1)].map((depth) => statePath(...names.slice(0, depth)));
}

function makeFolder(path: string, mode?: number): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(path));
  // Another process may create the same folder at the same moment.
  mkdirSync(path, { recursive: true, mode });
  leaveToOwner(path);
}

/**
 * Whether the folder exists. Throws if the folder cannot be trusted. Removes write permissions of other users, which a
 * CI cache may have added.
 */
function isSafeFolder(path: string): boolean {
  const found = unlessMissing(path, () => lstatSync(path));
  if (found === undefined) return false;
  if (found.isSymbolicLink()) throw linked(path);
  if (!found.isDirectory()) {
    throw new UnsafeFolderError(`"${path}" is not a folder. Move it away, or ${ELSEWHERE}.`);
  }
  refuseForeign(path, found, `, or ${ELSEWHERE}`);
  if (hasOwners() && (found.mode & 0o077) !== 0) narrow(path, found);
  return true;
}

function narrow(path: string, { mode }: Stats): void {
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    // Users who can only read the folder cannot forge its files.
    if ((mode & 0o022) === 0) return;
    throw new UnsafeFolderError(
      `"${path}" can be written by other users, and its mode cannot be changed: ${messageOf(error)}. Run "chmod go-w" on it as its owner, or ${ELSEWHERE}.`,
    );
  }
}

function unlessMissing<T>(path: string, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isOneOf(error, "ENOENT", "ENOTDIR") || isHomeBarred()) return undefined;
    throw new UnsafeFolderError(
      `"${path}" cannot be read: ${messageOf(error)}. Make it readable for this user, or ${ELSEWHERE}.`,
    );
  }
}

/**
 * Whether this user cannot access the home directory and therefore has no records in it. One example is `HOME=/root` in
 * a container.
 */
function isHomeBarred(): boolean {
  if (process.env.XDG_STATE_HOME) return false;
  try {
    lstatSync(join(homedir(), ".local"));
    return false;
  } catch (error) {
    return isOneOf(error, "EACCES");
  }
}

function isOneOf(error: unknown, ...codes: readonly string[]): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false;
  return codes.some((code) => code === error.code);
}

async function readTrusted(file: FileHandle, path: string, orElse: string): Promise<string> {
  try {
    refuseForeign(path, await file.stat(), orElse);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

function refuseForeign(path: string, { uid }: Stats, orElse: string): void {
  if (!hasOwners() || isTrusted(uid)) return;
  throw new UnsafeFolderError(
    `"${path}" belongs to another user (uid ${uid}). Change its owner if you trust its contents${orElse}.`,
  );
}

/**
 * Whether the owner is this user, root, the user who ran sudo, or the owner of the base folder. Each of them could
 * change the files in any case.
 */
function isTrusted(uid: number): boolean {
  if (uid === process.geteuid?.() || uid === 0 || uid === Number(process.env.SUDO_UID)) return true;
  const base = dirname(statePath());
  return uid === unlessMissing(base, () => statSync(base))?.uid;
}

async function openUnlinked(path: string, flags: number): Promise<FileHandle> {
  try {
    return await open(path, flags | (hasOwners() ? constants.O_NOFOLLOW : 0), 0o600);
  } catch (error) {
    if (isOneOf(error, "ELOOP")) throw linked(path);
    throw error;
  }
}

function linked(path: string): UnsafeFolderError {
  const whole = path === statePath() ? ", or set XDG_STATE_HOME to the target's parent" : "";
  return new UnsafeFolderError(`"${path}" is a symbolic link. Move its target here${whole}.`);
}

/**
 * Whether files have owners and modes. On Windows they have neither, but Windows hides a user's profile from other
 * users.
 */
function hasOwners(): boolean {
  return process.platform !== "win32";
}
