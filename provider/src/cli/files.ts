/** Output files of commands. */
import { randomUUID } from "node:crypto";
import { mkdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../domain/errors";
import { usageError } from "./cli-error";

export interface WriteOptions {
  /** Whether an existing file may be replaced. @default true */
  force?: boolean;
  /** Whether only this user may read the file, even if it replaces a file that others may read. */
  isPrivate?: boolean;
}

export async function writeOutputFile(
  file: string,
  contents: string | Uint8Array,
  { force = true, isPrivate = false }: WriteOptions = {},
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    if (isPrivate) await replacePrivately(file, contents);
    else await writeFile(file, contents, { flag: force ? "w" : "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw usageError(
      exists
        ? `${file} already exists. Choose another one, or add --force to replace it.`
        : `${file} cannot be written: ${messageOf(error)}`,
    );
  }
}

/** Renames a complete new file into place, so that readers of the old file never see the new text. */
async function replacePrivately(file: string, contents: string | Uint8Array): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const present = await stat(target).catch(() => undefined);
  // A pipe or a terminal cannot be replaced.
  if (present !== undefined && !present.isFile()) return writeFile(target, contents);
  const whole = `${target}.${randomUUID()}`;
  try {
    await writeFile(whole, contents, { flag: "wx", mode: 0o600 });
    await rename(whole, target);
  } catch (error) {
    await rm(whole, { force: true });
    throw error;
  }
}
