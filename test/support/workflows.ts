/** Reads the pipelines of this repository and the sample pipelines for users. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./markdown";

export interface Step {
  name?: string;
  id?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

export interface Job {
  permissions?: Record<string, string>;
  "timeout-minutes"?: number;
  environment?: string;
  env?: Record<string, string>;
  if?: string;
  needs?: string | string[];
  steps: Step[];
}

export interface Workflow {
  on: unknown;
  permissions?: Record<string, string>;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

const FOLDERS = [".github/workflows", "docs/ci/github"];
export const GITHUB = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((file) => join(folder, file)),
);
export const GITLAB = "docs/ci/gitlab/.gitlab-ci.yml";
export const WORKFLOWS = [...GITHUB, GITLAB];
/** Files that contain actions, including a guide from which users copy them. */
export const PIPELINE_FILES = [...GITHUB, "docs/pull-requests.md"];

export function readYaml<T>(file: string): T {
  return parse(readFileSync(join(ROOT, file), "utf8"));
}

/** Returns the `uses:` lines of a file, with the comments that a YAML parser would drop. */
export function usesIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, action = ""]) => action);
}

/** Returns every shell script of a pipeline. A placeholder word replaces GitHub's expressions. */
export function scriptsIn(file: string): { name: string; text: string }[] {
  const word = (text: string) => text.replace(/\$\{\{.*?\}\}/g, "WORD");
  if (file === GITLAB) {
    const jobs = Object.entries(readYaml<Record<string, { script?: string[] }>>(file));
    return jobs.flatMap(([name, job]) =>
      job?.script === undefined ? [] : [{ name, text: job.script.join("\n") }],
    );
  }
  return Object.entries(readYaml<Workflow>(file).jobs).flatMap(([job, { steps }]) =>
    steps.flatMap(({ name, run }, index) =>
      run === undefined
        ? []
        : [{ name: `${job}: ${name ?? `step ${index + 1}`}`, text: word(run) }],
    ),
  );
}
