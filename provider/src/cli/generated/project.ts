/** Writes a folder that is a Pulumi project. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeOutputFile } from "../files";
import { ownVersion } from "../version";
import type { Language } from "./languages";

export interface Project {
  folder: string;
  name: string;
  description: string;
  language: Language;
  program: string;
  /** Whether an existing program may be replaced. */
  force: boolean;
}

/** Writes the program, and those files of a project that the folder does not have. Returns the program's path. */
export async function writeProject({
  folder,
  program,
  force,
  ...project
}: Project): Promise<string> {
  const main = join(folder, project.language.main);
  await writeOutputFile(main, program, { force });
  for (const [name, contents] of Object.entries(filesBeside(project))) {
    const file = join(folder, name);
    if (!existsSync(file)) await writeOutputFile(file, contents);
  }
  return main;
}

function filesBeside({
  name,
  description,
  language,
}: Omit<Project, "folder" | "program" | "force">) {
  const version = ownVersion();
  const manifest = {
    name,
    private: true,
    dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-cloudflare-cni": `^${version}` },
    ...language.manifest,
  };
  return {
    ...language.filesBeside({ name, description, version }),
    "package.json": `${JSON.stringify(manifest, undefined, 2)}\n`,
  };
}
