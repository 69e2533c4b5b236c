/** Writes letters to files. File assets are used because a text asset would corrupt a PDF. */
import { createHash } from "node:crypto";
import { lstat, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { CniError } from "../../domain/errors";

/** Writes a letter to a folder and returns its path. The file is named after its hash. */
export async function writeLetter(pdf: Buffer, directory: string | undefined): Promise<string> {
  const folder = directory === undefined ? await privateFolder() : resolve(directory);
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${createHash("sha256").update(pdf).digest("hex")}.pdf`);
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(pdf)) return path;
  // A concurrent reader, such as another run, must not see an incomplete file.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, pdf);
  await rename(draft, path);
  return path;
}

/** Returns a folder that only this user can access. A letter authorizes its holder to use a port. */
async function privateFolder(): Promise<string> {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `pulumi-cloudflare-cni-${uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode, uid: owner } = await lstat(folder);
  // Windows reports no owner here, but every user has a temporary folder of their own.
  if (uid < 0 || (owner === uid && (mode & 0o077) === 0)) return folder;
  throw new CniError(
    `The folder ${folder} for letters is accessible to other users. Remove it, or set "directory" to another folder.`,
  );
}
