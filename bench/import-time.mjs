// How long `require` of a package takes in a program that has loaded @pulumi/pulumi already.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const MODULES = ["pulumi-cloudflare-cni", "pulumi-cloudflare-cni/dynamic", "cloudflare"];

const script = (module) => `
  require("@pulumi/pulumi");
  const begin = process.hrtime.bigint();
  require(${JSON.stringify(module)});
  console.log(Number(process.hrtime.bigint() - begin) / 1e6);
`;

/** Milliseconds by module; each import is in a process of its own, and they take turns. */
export function runImports({ rounds }) {
  const cwd = fileURLToPath(new URL("variants/ours", import.meta.url));
  const samples = MODULES.map((module) => ({ module, milliseconds: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { module, milliseconds } of samples) {
      const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", script(module)], {
        cwd,
      });
      if (status !== 0) throw new Error(`import of ${module} failed: ${stderr}`);
      milliseconds.push(Number(stdout));
    }
  }
  return samples;
}
