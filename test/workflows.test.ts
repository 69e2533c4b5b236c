/** Pipelines ask for as little as they can. What GitHub thinks of them, actionlint says in CI. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GITHUB, GITLAB, readYaml, scriptsIn, type Workflow } from "./support/workflows";

const WRITES_CODE = /^release\.yml/;

describe.each(GITHUB)("%s", (file) => {
  const { on, permissions, jobs } = readYaml<Workflow>(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("gives jobs no permission that they do not name", () => {
    expect(Object.values(permissions ?? { all: "write" })).not.toContain("write");
    for (const job of Object.values(jobs)) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
      expect(job.permissions ?? permissions).not.toEqual({});
    }
  });

  it("never runs a stranger's code with a secret", () => {
    expect(JSON.stringify(on)).not.toContain("pull_request_target");
    for (const job of Object.values(jobs)) {
      const hasSecret = /\$\{\{ *secrets\./.test(JSON.stringify(job));
      if (!hasSecret) continue;
      expect(job.environment).toBeDefined();
      if (JSON.stringify(on).includes("pull_request")) {
        expect(job.if).toContain("head.repo.full_name == github.repository");
      }
    }
  });

  it("writes no text of a pull request into a script", () => {
    const scripts = steps.map(({ run }) => run ?? "");
    for (const script of scripts) expect(script).not.toContain("${{");
  });

  it("names every action by a version, and leaves no token of Git's behind", () => {
    for (const { uses, with: given } of steps) {
      if (uses === undefined) continue;
      expect(uses).toMatch(/^[\w-]+\/[\w-]+(\/[\w-]+)?@(v\d+|[0-9a-f]{40})$/);
      if (uses.startsWith("actions/checkout@") && !WRITES_CODE.test(file.replace(/.*\//, ""))) {
        expect(given?.["persist-credentials"]).toBe(false);
      }
    }
  });
});

it("only the job that comments may write to a pull request, and it checks out nothing", () => {
  const { jobs } = readYaml<Workflow>("docs/ci/github/cni-pull-request.yml");
  const writers = Object.entries(jobs).filter(([, { permissions = {} }]) =>
    Object.entries(permissions).some(([name, level]) => level === "write" && name !== "id-token"),
  );
  expect(writers.map(([name]) => name)).toEqual(["comment"]);
  expect(jobs.comment?.steps.filter(({ uses }) => uses?.includes("checkout"))).toEqual([]);
});

it("GitLab's jobs take the state's credentials from the job's own token", () => {
  const jobs = readYaml<Record<string, { extends?: string; script?: string[] }>>(GITLAB);
  const runs = Object.values(jobs).filter(({ script }) => script !== undefined);
  expect(runs.length).toBeGreaterThan(2);
  for (const job of runs) expect(job.extends).toBe(".cloud");
});

it("the samples cache the order journal and the claims only, never a drill with its MD5 key", () => {
  const STATE = "pulumi-cloudflare-cni";
  const steps = GITHUB.flatMap((file) => Object.values(readYaml<Workflow>(file).jobs)).flatMap(
    (job) => job.steps,
  );
  const cached = steps.filter(({ uses }) => uses?.startsWith("actions/cache"));
  const onGitHub = cached.map(({ with: given }) => String(given?.path).trim().split("\n"));
  const onGitLab = Object.values(
    readYaml<Record<string, { cache?: { paths: string[] } }>>(GITLAB),
  ).flatMap((job) => (job?.cache === undefined ? [] : [job.cache.paths]));
  expect([onGitHub.length, onGitLab.length]).toEqual([2, 1]);
  for (const paths of [...onGitHub, ...onGitLab]) {
    expect(paths.map((path) => path.replace(/^.*\/(?=[^/]+\/[^/]+\/?$)|\/$/g, ""))).toEqual([
      `${STATE}/orders`,
      `${STATE}/claims`,
    ]);
  }
});

describe("a release", () => {
  const script = scriptsIn(".github/workflows/release.yml").find(({ name }) =>
    name.includes("What the provenance needs"),
  );
  const from = (name: string) => ({ type: "git", url: `git+https://github.com/${name}.git` });

  it.each([
    ["stops where a package does not say where it comes from", undefined, 1],
    ["stops where it comes from elsewhere", from("else/where"), 1],
    ["goes on where it comes from here", from("owner/name"), 0],
  ])("%s", (_, repository, status) => {
    const cwd = mkdtempSync(join(tmpdir(), "release-"));
    for (const folder of ["simulator", "policy", "provider"]) {
      mkdirSync(join(cwd, folder));
      writeFileSync(join(cwd, folder, "package.json"), JSON.stringify({ repository }));
    }
    const run = spawnSync("bash", ["-ec", script?.text ?? "exit 9"], {
      cwd,
      encoding: "utf8",
      env: { PATH: process.env.PATH, GITHUB_REPOSITORY: "owner/name" },
    });
    rmSync(cwd, { recursive: true });
    expect(run.status).toBe(status);
    expect(run.stdout.includes("::error file=simulator/package.json::repository.url")).toBe(
      status === 1,
    );
  });
});
