/** Files that a command writes, and what is told of them. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../errors";
import { usage } from "./cli-error";

export interface WriteOptions {
  /** Whether a file that is there may be replaced. */
  force?: boolean;
  mode?: number;
}

export async function writeOut(
  file: string,
  contents: string | Uint8Array,
  { force = true, mode }: WriteOptions = {},
): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, contents, { flag: force ? "w" : "wx", mode });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw usage(
      exists
        ? `${file} is there already: choose another one, or say --force to replace it`
        : `${file} cannot be written: ${messageOf(error)}`,
    );
  }
}
