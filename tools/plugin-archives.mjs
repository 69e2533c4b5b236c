// @ts-check
// Packs the provider plugin for `pulumi plugin install`. Usage: `node tools/plugin-archives.mjs <folder> [package]`.
// An archive contains only a launcher and a package.json with the name of the npm package, which the engine installs
// with npm. `package` defaults to the published package of this version. The engine downloads an archive for its
// platform, so a release has one archive for each platform, all with the same contents.
import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PLATFORMS = ["linux", "darwin", "windows"].flatMap((system) =>
  ["amd64", "arm64"].map((processor) => `${system}-${processor}`),
);
const NAME = "pulumi-resource-cloudflare-cni";
const LAUNCHER = `#!/usr/bin/env node
require("./node_modules/pulumi-cloudflare-cni/dist/plugin/main.js");
`;

const manifest = fileURLToPath(new URL("../provider/package.json", import.meta.url));
/** @type {{ name: string, version: string, peerDependencies: Record<string, string> }} */
const { name, version, peerDependencies } = JSON.parse(await readFile(manifest, "utf8"));
const [folder, source = version] = process.argv.slice(2);
if (folder === undefined)
  throw new Error("usage: node tools/plugin-archives.mjs <folder> [package]");

const work = await mkdtemp(join(tmpdir(), "cni-archive-"));
try {
  const files = {
    "PulumiPlugin.yaml": "runtime: nodejs\n",
    "package.json": JSON.stringify({
      name: NAME,
      version,
      private: true,
      dependencies: { [name]: source, ...peerDependencies },
    }),
    [NAME]: LAUNCHER,
    [`${NAME}.cmd`]: `@node "%~dp0${NAME}" %*\r\n`,
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(work, file), text);
  await chmod(join(work, NAME), 0o755);
  await mkdir(folder, { recursive: true });
  const archive = (/** @type {string} */ platform) =>
    join(folder, `${NAME}-v${version}-${platform}.tar.gz`);
  const [first = "", ...others] = PLATFORMS.map(archive);
  await promisify(execFile)("tar", ["-czf", first, "-C", work, ...Object.keys(files)]);
  for (const other of others) await copyFile(first, other);
  console.log(`${PLATFORMS.length} archives of ${NAME} v${version} in ${folder}`);
} finally {
  await rm(work, { recursive: true });
}
