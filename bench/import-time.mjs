// Measures how long `require` of a package takes in a program that has already loaded @pulumi/pulumi.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const MODULES = ["pulumi-cloudflare-cni", "pulumi-cloudflare-cni/dynamic", "cloudflare"];

const script = (module) => `
  require("@pulumi/pulumi");
  const begin = process.hrtime.bigint();
  require(${JSON.stringify(module)});
  console.log(Number(process.hrtime.bigint() - begin) / 1e6);
`;

/** Returns the milliseconds by module. Each import runs in its own process, and the modules take turns. */
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
