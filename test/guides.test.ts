/** Runs the programs and procedures in the guides with the real engine and the simulator. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { findEngine, writeProgram } from "cloudflare-cni-tools";
import ts from "typescript";
import { type Block, blocksIn, ROOT } from "./support/markdown";
import { TestStack } from "./support/test-stack";
import { scriptsIn } from "./support/workflows";

const GUIDES = readdirSync(join(ROOT, "docs"))
  .filter((file) => file.endsWith(".md"))
  .map((file) => join("docs", file));
const PROGRAMS = GUIDES.flatMap(blocksIn).filter(
  ({ language, text }) => language === "ts" && text.includes('"pulumi-cloudflare-cni'),
);
const PAIRING_KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-central1/1";

function inJavaScript({ text }: Block): string {
  return ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  }).outputText;
}

function block(file: string, matching: string): Block {
  const found = blocksIn(file).find(({ text }) => text.includes(matching));
  if (found === undefined) throw new Error(`${file} has no code block with the text ${matching}.`);
  return found;
}

/** Returns the ID of the first free slot at site ewr-a. */
async function freeSlotInNewark({ simulator }: TestStack): Promise<string> {
  const slots = await simulator.control.slots();
  const slot = slots.find(({ site, occupied }) => site === "ewr-a" && !occupied);
  if (slot === undefined) throw new Error("The simulator has no free slot at ewr-a.");
  return slot.id;
}

let testStack: TestStack | undefined;
afterEach(async () => {
  await testStack?.close();
  testStack = undefined;
});

/** Combines all programs into one. Each program gets a prefix for its resource names. */
function allTogether(programs: readonly Block[]): string {
  const parts = programs.map((program) => [
    program.from.replace(/\W+/g, "-"),
    inJavaScript(program),
  ]);
  return `
    const named = (cni, prefix) => {
      const all = { ...cni };
      for (const [key, Resource] of Object.entries(cni)) {
        if (typeof Resource !== "function" || !/^[A-Z]/.test(key)) continue;
        all[key] = class extends Resource {
          constructor(name, ...rest) { super(prefix + "-" + name, ...rest); }
          static get(name, ...rest) { return Resource.get(prefix + "-" + name, ...rest); }
        };
      }
      return all;
    };
    for (const [prefix, code] of ${JSON.stringify(parts)}) {
      const given = (name) =>
        name === "pulumi-cloudflare-cni" ? named(require(name), prefix) : require(name);
      new Function("require", "exports", code)(given, {});
    }
  `;
}

it("a preview of every program in the guides succeeds", async () => {
  testStack = await TestStack.open({
    program: { "index.js": allTogether(PROGRAMS) },
    config: { md5Key: { secret: "a key" }, pairingKey: { secret: PAIRING_KEY } },
  });
  await testStack.post("interconnects", {
    type: "direct",
    slot_id: await freeSlotInNewark(testStack),
  });
  const { id } = await testStack.post("cnis", {
    interconnect: "cni-ewr-a-000001",
    magic: { conduit_name: "ewr-live", description: "the session that is there", mtu: 1500 },
  });
  await testStack.stack.pulumi(["config", "set", "sessionId", id]);
  const { steps } = await testStack.stack.previewJson();
  expect(new Set(steps.map(({ op }) => op))).toEqual(new Set(["create", "read"]));
  const names = steps.map(({ urn }) => urn.replace(/.*::/, "")).join("\n");
  // A program that only exports a function does not declare resources.
  const declaring = PROGRAMS.filter(
    ({ text }) => /new cni\.|\.get\(/.test(text) && !/^export function/m.test(text),
  );
  for (const { from } of declaring) expect(names).toContain(from.replace(/\W+/g, "-"));
  expect(await testStack.writes()).toEqual(["POST", "POST"]);
});

it("pulumi new creates the tutorial's project from template/", async () => {
  testStack = await TestStack.open({ program: { "index.js": "" } });
  const dir = join(testStack.stack.programDir, "network");
  const template = join(ROOT, "template");
  await testStack.stack.pulumi(["new", template, "--generate-only", "--yes", "--dir", dir]);
  const written = (file: string) => readFileSync(join(dir, file), "utf8");
  expect(written("index.ts")).toBe(block("docs/tutorial.md", 'intent: "single"').text);
  expect(JSON.parse(written("package.json")).name).toBe("network");
  expect(written("Pulumi.yaml")).toMatch(/^name: network\n/);
});

it("the guide for the first port orders the port, and creates its session in the up after the cross-connect", async () => {
  const program = { "index.js": inJavaScript(block("docs/first-port.md", "InterconnectReady")) };
  const quick = program["index.js"].replace('timeout: "30m"', 'timeout: "1s"');
  testStack = await TestStack.open({
    program: { "index.js": quick },
    config: { md5Key: { secret: "key" } },
  });
  await testStack.stack.up({ expectExitCode: 1 });
  const { interconnects, cnis } = await testStack.simulator.control.state();
  expect([interconnects.length, cnis.length]).toEqual([1, 0]);

  await testStack.simulator.control.advance("14d");
  await writeProgram(testStack.stack.programDir, program);
  await testStack.stack.up();
  expect(await testStack.stack.outputs()).toMatchObject({ status: { state: "Healthy" } });
});

const SESSION_PROGRAM = {
  "index.js": `
    const pulumi = require("@pulumi/pulumi");
    const cni = require("pulumi-cloudflare-cni");
    const port = new cni.Interconnect("ewr", { slot: { site: "ewr-a" } });
    exports.id = new cni.CniBgpSession("ewr", {
      interconnect: port,
      magic: { conduitName: "ewr" },
      bgp: { customerAsn: 65010, md5Key: new pulumi.Config().requireSecret("md5Key") },
    }).id;
  `,
};

it("the nightly drift job fails after a manual change and succeeds if only a link is down", async () => {
  testStack = await TestStack.open({
    program: SESSION_PROGRAM,
    config: { md5Key: { secret: "key" } },
    simulator: { healthyAfter: "0s" },
  });
  await testStack.stack.up();
  const { control } = testStack.simulator;
  const job = "docs/ci/github/cni-drift.yml";
  const drift = scriptsIn(job).find(({ name }) => name.endsWith(": Drift"));
  const [, ...args] = drift?.text.trim().split(/\s+/) ?? [];
  const command = args.filter(
    (arg) => !/^(--stack|"\$STACK"|--non-interactive|--color|never)$/.test(arg),
  );

  await testStack.stack.pulumi(command);
  await control.beginOutage({ site: "ewr-a" });
  await testStack.stack.pulumi(command);

  const [id = ""] = (await control.state()).cnis.map((cni) => cni.id);
  await control.editCni(id, { magic: { conduit_name: "ewr", description: "by hand", mtu: 1400 } });
  const before = await testStack.stack.state();
  const { all } = await testStack.stack.pulumi(command, { expectExitCode: 7 });
  expect(all).toMatch(/mtu *: 1500 => 1400/);
  expect(await testStack.stack.state()).toEqual(before);
});

it("a stack that is moved to another backend has no changes", async () => {
  testStack = await TestStack.open({
    program: SESSION_PROGRAM,
    config: { md5Key: { secret: "the same key" } },
  });
  await testStack.stack.up();
  const folder = join(testStack.stack.programDir, "new-backend");
  mkdirSync(folder);
  // Replaces S3 and KMS in the guide's commands with a folder and a passphrase.
  const guide = block("docs/state-and-team.md", "stack export").text;
  const script = guide
    .replace(/^pulumi login .*$/m, `export PULUMI_BACKEND_URL=file://${folder}`)
    .replaceAll(/ --secrets-provider '[^']*'/g, "")
    .replaceAll("prod", "dev");
  expect(script).toContain(folder);
  const env = {
    ...testStack.stack.env,
    PATH: [await engineBin(), testStack.stack.env.PATH].join(delimiter),
  };
  // The first command reads the configuration file beside the program.
  await writeProgram(testStack.stack.programDir, {
    "Pulumi.dev.yaml": "config:\n  throwaway:md5Key: the same key\n",
  });
  await bash(script, testStack.stack.programDir, env);
  expect(readdirSync(testStack.stack.programDir)).not.toContain("dev.json");
});

it("the pull request jobs deploy the base and the change without secrets, and write the comment", async () => {
  const design = inJavaScript(block("docs/high-availability.md", "intent:"));
  testStack = await TestStack.open({ program: { "index.js": design } });
  const dir = testStack.stack.programDir;
  const configuration = { "Pulumi.design.yaml": "config:\n  throwaway:md5Key: no secret\n" };
  await writeProgram(dir, configuration);
  await writeProgram(join(dir, "../base"), {
    ...configuration,
    "Pulumi.yaml": readFileSync(join(dir, "Pulumi.yaml"), "utf8"),
    "package.json": readFileSync(join(dir, "package.json"), "utf8"),
    "index.js": design.replace("toCustomer: 8", "toCustomer: 7"),
  });
  const port = await freePort();
  const script = (title: string) =>
    scriptsIn("docs/ci/github/cni-pull-request.yml").find(({ name }) => name.startsWith(title))
      ?.text ?? "exit 9";
  const scripts = [
    script("design: Simulator")
      .replaceAll("8787", `${port}`)
      .replace("cni-simulator", `$& --port ${port}`),
    `cd ../base\n${script("design: Base,")}\ncd -`,
    script("design: Change,"),
    script("preview: Preview"),
    script("preview: Comment"),
  ];
  await bash(scripts.join("\n"), dir, {
    PATH: [join(ROOT, "node_modules/.bin"), await engineBin(), process.env.PATH].join(delimiter),
    HOME: process.env.HOME,
    GITHUB_ENV: join(dir, "github-env"),
    GITHUB_STEP_SUMMARY: join(dir, "summary.md"),
    RUNNER_TEMP: dir,
    STACK: "design",
    CLOUDFLARE_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
    CLOUDFLARE_ACCOUNT_ID: "0123456789abcdef0123456789abcdef",
    CLOUDFLARE_API_TOKEN: "simulator-token",
    PULUMI_CONFIG_PASSPHRASE: "not a secret",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    XDG_STATE_HOME: dir,
  });
  const comment = readFileSync(join(dir, "comment/comment.md"), "utf8");
  expect(comment).toMatch(/^### Interconnects of design\n\n> \[!NOTE\]\n> \*\*✓ No changes\*\*\n/);
  expect(comment).toMatch(/^\*\*✓ transit: .*\*\*$/m);
  expect(comment).toContain("\n```mermaid\n---\n");
  expect(comment).toContain("demand to the customer 7 → 8 Gbps");
  expect(readFileSync(join(dir, "summary.md"), "utf8")).toBe(comment);
});

/** Runs a script that must succeed. Does not block this process, because the simulator runs in it. */
async function bash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn("bash", ["-ec", script], { cwd, env, detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const [code] = await once(child, "exit");
  try {
    // Ends processes that the script left running, such as a simulator.
    process.kill(-(child.pid ?? 0), "SIGTERM");
  } catch {
    // The script left no process running.
  }
  if (code !== 0) throw new Error(`exit code ${code}\n${said}`);
}

async function engineBin(): Promise<string> {
  return (await findEngine())?.bin ?? "";
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
