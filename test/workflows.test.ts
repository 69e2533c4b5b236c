/** Checks that pipelines have minimal permissions. In CI, actionlint checks the syntax of the GitHub workflows. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "./support/markdown";
import {
  GITHUB,
  GITLAB,
  PIPELINE_FILES,
  readYaml,
  scriptsIn,
  usesIn,
  type Workflow,
} from "./support/workflows";

const RELEASE = ".github/workflows/release.yml";
const PINNED = /^([\w-]+\/[\w-]+)(?:\/[\w-]+)?@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/;
const TOKEN = /\$\{\{[^}]*(\bsecrets\b|\bgithub\.token\b)/;

describe.each(GITHUB)("GitHub workflow %s", (file) => {
  const { on, permissions, env, jobs } = readYaml<Workflow>(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it("grants each job only the permissions that the job declares", () => {
    expect(Object.values(permissions ?? { all: "write" })).not.toContain("write");
    for (const job of Object.values(jobs)) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
      expect(job.permissions ?? permissions).not.toEqual({});
    }
  });

  it("never runs code from a fork in a job with a secret", () => {
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

  it("does not insert text from a pull request into a script", () => {
    const scripts = steps.map(({ run }) => run ?? "");
    for (const script of scripts) expect(script).not.toContain("${{");
  });

  it("does not keep a Git token in the checkout", () => {
    for (const { uses, with: given } of steps) {
      if (uses?.startsWith("actions/checkout@")) {
        expect(given?.["persist-credentials"]).toBe(false);
      }
    }
  });

  it("passes a token only to the steps that need it, never to a whole job", () => {
    expect(JSON.stringify(env ?? {})).not.toMatch(TOKEN);
    for (const { steps, ...job } of Object.values(jobs)) {
      expect(JSON.stringify(job)).not.toMatch(TOKEN);
      for (const { env: _, ...step } of steps) expect(JSON.stringify(step)).not.toMatch(TOKEN);
    }
  });

  it("installs from the lockfile without install scripts", () => {
    const scripts = steps.map(({ run }) => run ?? "").join("\n");
    for (const [line] of scripts.matchAll(/npm (ci|install|i)\b.*/g)) {
      expect(line).toMatch(/^npm (ci|install) --ignore-scripts( \.\/\*\.tgz)?$/);
      expect(line.startsWith("npm ci")).toBe(!line.endsWith(".tgz"));
    }
  });
});

describe("actions in all workflows", () => {
  const actions = PIPELINE_FILES.flatMap((file) =>
    usesIn(file).map((action) => ({ file, action })),
  );

  it("are pinned to a full commit hash, with the version in a comment", () => {
    expect(actions.length).toBeGreaterThan(30);
    expect(actions.filter(({ action }) => !PINNED.test(action))).toEqual([]);
  });

  it("have the same pin everywhere", () => {
    const pins = new Map<string, Set<string>>();
    for (const { action } of actions) {
      const [, name = "", commit = ""] = PINNED.exec(action) ?? [];
      pins.set(name, (pins.get(name) ?? new Set()).add(commit));
    }
    expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([]);
  });

  it("refer to Docker images by digest", () => {
    const { default: shared } = readYaml<{ default: { image: string } }>(GITLAB);
    expect(shared.image).toMatch(/^[\w.:-]+@sha256:[0-9a-f]{64}$/);
  });
});

it("only the job that posts the comment can write to a pull request, and that job does not check out code", () => {
  const { jobs } = readYaml<Workflow>("docs/ci/github/cni-pull-request.yml");
  const writers = Object.entries(jobs).filter(([, { permissions = {} }]) =>
    Object.entries(permissions).some(([name, level]) => level === "write" && name !== "id-token"),
  );
  expect(writers.map(([name]) => name)).toEqual(["comment"]);
  expect(jobs.comment?.steps.filter(({ uses }) => uses?.includes("checkout"))).toEqual([]);
});

it("no pipeline keeps the output of a preview, which has every property of the stack", () => {
  const uploads = GITHUB.flatMap((file) => Object.values(readYaml<Workflow>(file).jobs))
    .flatMap(({ steps }) => steps)
    .filter(({ uses }) => uses?.startsWith("actions/upload-artifact"));
  const onGitLab = Object.values(
    readYaml<Record<string, { artifacts?: { paths: string[] } }>>(GITLAB),
  ).flatMap((job) => job?.artifacts?.paths ?? []);
  const paths = [...uploads.map((step) => String(step.with?.path)), ...onGitLab];
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((path) => /preview\.json|runner\.temp \}\}$/.test(path))).toEqual([]);
});

it("GitLab jobs use the job token as the credentials of the state backend", () => {
  const jobs = readYaml<Record<string, { extends?: string; script?: string[] }>>(GITLAB);
  const runs = Object.values(jobs).filter(({ script }) => script !== undefined);
  expect(runs.length).toBeGreaterThan(2);
  for (const job of runs) expect(job.extends).toBe(".cloud");
});

it("the sample workflows cache the order journal and the claims, but not drill files, which contain MD5 keys", () => {
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

describe("the release workflow", () => {
  const { jobs } = readYaml<Workflow>(RELEASE);
  const scriptOf = (title: string) =>
    scriptsIn(RELEASE).find(({ name }) => name.includes(title))?.text ?? "exit 9";
  const from = (name: string) => ({ type: "git", url: `git+https://github.com/${name}.git` });

  it("publishes only in a job that runs nothing but npm on downloaded tarballs", () => {
    const trusted = Object.entries(jobs).filter(([, job]) => job.permissions?.["id-token"]);
    expect(trusted.map(([name]) => name)).toEqual(["publish"]);
    for (const { uses = "", run = "" } of trusted.flatMap(([, { steps }]) => steps)) {
      expect(uses).toMatch(/^$|^actions\/(setup-node|download-artifact)@/);
      expect(run).not.toMatch(
        /\b(npx|node)\b|npm (?!view |publish )|npm publish(?!.*--ignore-scripts)/,
      );
    }
  });

  it("tests and packs with read permission only", () => {
    const testing = Object.values(jobs).filter(({ steps }) =>
      steps.some(({ run }) => /npm (test|pack)/.test(run ?? "")),
    );
    expect(testing.map(({ permissions }) => permissions)).toEqual([{ contents: "read" }]);
  });

  it("grants write permission to a job with a checkout only for opening the pull request", () => {
    const writers = Object.entries(jobs).filter(
      ([, { permissions, steps }]) =>
        Object.values(permissions ?? {}).includes("write") &&
        steps.some(({ uses }) => uses?.startsWith("actions/checkout@")),
    );
    expect(writers.map(([name]) => name)).toEqual(["version"]);
  });

  it.each([
    {
      name: "stops if a package does not declare its repository",
      repository: undefined,
      status: 1,
    },
    {
      name: "stops if a package declares another repository",
      repository: from("else/where"),
      status: 1,
    },
    {
      name: "continues if every package declares this repository",
      repository: from("owner/name"),
      status: 0,
    },
  ])("the release workflow $name", ({ repository, status }) => {
    const cwd = mkdtempSync(join(tmpdir(), "release-"));
    for (const folder of ["simulator", "policy", "provider"]) {
      mkdirSync(join(cwd, folder));
      writeFileSync(join(cwd, folder, "package.json"), JSON.stringify({ repository }));
    }
    const run = spawnSync("bash", ["-ec", scriptOf("What the provenance needs")], {
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

  it("publishes only the tarballs that npm does not have yet, dependencies first", () => {
    const cwd = mkdtempSync(join(tmpdir(), "release-"));
    const names = [
      "pulumi-cloudflare-cni",
      "pulumi-cloudflare-cni-policy",
      "cloudflare-cni-simulator",
    ];
    mkdirSync(join(cwd, "tarballs"));
    for (const name of names) writeFileSync(join(cwd, `tarballs/${name}-1.2.3.tgz`), "");
    // Replaces npm with a script that records its calls and finds only the simulator in the registry.
    const npm =
      '#!/bin/sh\necho "$*" >> calls\n[ "$1" = publish ] || [ "$2" = cloudflare-cni-simulator@1.2.3 ]\n';
    writeFileSync(join(cwd, "npm"), npm, { mode: 0o755 });
    const run = spawnSync(
      "bash",
      ["-eo", "pipefail", "-c", scriptOf("Publish what is not published yet")],
      {
        cwd,
        env: { PATH: [cwd, process.env.PATH].join(delimiter) },
      },
    );
    const calls = readFileSync(join(cwd, "calls"), "utf8").split("\n");
    rmSync(cwd, { recursive: true });
    expect(run.status).toBe(0);
    expect(calls.filter((call) => call.startsWith("publish"))).toEqual(
      ["pulumi-cloudflare-cni", "pulumi-cloudflare-cni-policy"].map(
        (name) =>
          `publish ./tarballs/${name}-1.2.3.tgz --provenance --access public --ignore-scripts`,
      ),
    );
  });
});

describe("the published packages", () => {
  const PUBLISHED = ["provider", "simulator", "policy"];

  it("are each audited by CI on their own", () => {
    const audit = scriptsIn(".github/workflows/ci.yml").find(({ text }) =>
      text.includes("npm audit"),
    );
    expect(audit?.text).toContain("--omit=dev");
    for (const folder of PUBLISHED) expect(audit?.text).toContain(`--workspace ${folder}`);
  });

  it("are updated by Dependabot, except for dependencies that require a newer Node", () => {
    const { updates } = readYaml<Dependabot>(".github/dependabot.yml");
    expect(updates.map((update) => update["package-ecosystem"])).toEqual(["npm", "github-actions"]);
    const manifests = ["", "tools", "test", ...PUBLISHED].map((folder) => readManifest(folder));
    const declared = new Set(
      manifests.flatMap(({ dependencies, devDependencies, engines }) => {
        expect(engines?.node ?? ">=20.19").toBe(">=20.19");
        return Object.keys({ ...dependencies, ...devDependencies });
      }),
    );
    const ignored = updates.flatMap(({ ignore = [] }) =>
      ignore.map((one) => one["dependency-name"]),
    );
    expect(ignored.filter((name) => !declared.has(name))).toEqual([]);
    for (const name of [
      "commander",
      "undici",
      "write-file-atomic",
      "@pulumi/pulumi",
      "typescript",
    ]) {
      expect(ignored).toContain(name);
    }
  });
});

interface Dependabot {
  updates: { "package-ecosystem": string; ignore?: { "dependency-name": string }[] }[];
}

function readManifest(folder: string): {
  dependencies?: object;
  devDependencies?: object;
  engines?: { node?: string };
} {
  return JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
}
