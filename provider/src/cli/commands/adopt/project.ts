/** Files that make a folder a Pulumi project. */

export function projectFiles(name: string, version: string): Record<string, string> {
  const manifest = {
    name,
    private: true,
    dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-cloudflare-cni": `^${version}` },
    devDependencies: { "@types/node": "^20", typescript: "<7" },
  };
  const compiler = {
    compilerOptions: {
      target: "es2022",
      module: "node16",
      moduleResolution: "node16",
      strict: true,
    },
    files: ["index.ts"],
  };
  return {
    "Pulumi.yaml": `name: ${name}\nruntime: nodejs\ndescription: Adopted Cloudflare interconnects\n`,
    "package.json": `${JSON.stringify(manifest, undefined, 2)}\n`,
    "tsconfig.json": `${JSON.stringify(compiler, undefined, 2)}\n`,
  };
}
