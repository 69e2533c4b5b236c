/** A file for an asset: Pulumi's other kind of asset, text, would spoil a PDF. */
import { createHash } from "node:crypto";
import { lstat, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { CniError } from "../../domain/errors";

/** Writes a letter into a folder, named by its content; answers its path. */
export async function writeLetter(pdf: Buffer, directory: string | undefined): Promise<string> {
  const folder = directory === undefined ? await privateFolder() : resolve(directory);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${createHash("sha256").update(pdf).digest("hex")}.pdf`);
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(pdf)) return path;
  // Whoever reads it meanwhile, such as another run, finds all of it or nothing.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, pdf);
  await rename(draft, path);
  return path;
}

/** The same in every run of a user, and nobody else's: a letter says who may use a port. */
async function privateFolder(): Promise<string> {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `pulumi-cloudflare-cni-${uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode, uid: owner } = await lstat(folder);
  // Windows has no owners here, and a temporary folder for each user.
  if (uid < 0 || (owner === uid && (mode & 0o077) === 0)) return folder;
  throw new CniError(
    `the folder ${folder} for letters is not private: remove it, or give a directory`,
  );
}
