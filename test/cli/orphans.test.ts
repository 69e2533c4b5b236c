/** `orphans` only lists objects by default. It deletes them only after a person confirms or with --yes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { scriptsIn } from "../support/workflows";
import { CliTestAccount } from "./cli-test-account";

const TYPE = "pulumi-nodejs:dynamic/cloudflare-cni:";

let cli: CliTestAccount;
let known: string;
let stray: string;
let state: string;
beforeEach(async () => {
  cli = await CliTestAccount.open({ healthyAfter: "14d" });
  known = (await cli.port("ewr-b")).name;
  stray = (await cli.port("ams-a")).name;
  await cli.session(known, "ours");
  await cli.session(stray, "lost", { md5_key: "lost key" });
  const { cnis } = await cli.simulator.control.state();
  const of = (type: string, id: string, outputs: object) => ({
    urn: `urn:pulumi:dev::app::${TYPE}${type}::${id}`,
    type: `${TYPE}${type}`,
    id,
    outputs,
  });
  state = join(cli.folder, "state.json");
  const resources = [
    of("Interconnect", known, { name: known }),
    of("CniBgpSession", cnis[0]?.id ?? "", { interconnect: known }),
  ];
  writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));
});
afterEach(() => cli?.close());

const names = async () =>
  (await cli.simulator.control.state()).interconnects.map(({ name }) => name);

it("orphans lists the objects that no stack manages, and exits with 1", async () => {
  const { code, stdout } = await cli.run(["orphans", "--state", state]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^session +lost /m);
  expect(stdout).toMatch(new RegExp(`^port +${stray} `, "m"));
  expect(stdout).not.toMatch(new RegExp(`${known}|ours|lost key`));
  const json = JSON.parse((await cli.run(["orphans", "--state", state, "--json"])).stdout);
  expect(json).toMatchObject([
    { kind: "session", name: "lost" },
    { kind: "port", name: stray },
  ]);
});

it("orphans requires a stack, because without a stack every object would be an orphan", async () => {
  expect((await cli.run(["orphans"])).code).toBe(2);
  expect((await cli.run(["orphans", "--state", join(cli.folder, "none.json")])).code).toBe(2);
});

it("orphans --delete in a pipe requires --yes, and deletes sessions before ports", async () => {
  const { code, stderr } = await cli.run(["orphans", "--state", state, "--delete"]);
  expect(code).toBe(2);
  expect(stderr).toContain("add --yes");
  expect(await names()).toEqual([known, stray]);
  const { length } = await cli.writes();
  const run = await cli.run(["orphans", "--state", state, "--delete", "--yes", "--json"]);
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject([{ deleted: true }, { deleted: true }]);
  const deletions = (await cli.writes()).slice(length);
  expect(deletions).toHaveLength(2);
  expect(deletions[1]).toMatch(`DELETE /cni/interconnects/${stray}`);
  expect(await names()).toEqual([known]);
  expect((await cli.run(["orphans", "--state", state])).code).toBe(0);
});

it("orphans --delete keeps Healthy objects unless --include-healthy is set", async () => {
  await cli.simulator.control.advance("20d");
  const kept = await cli.run(["orphans", "--state", state, "--delete", "--yes"]);
  expect(kept.code).toBe(1);
  expect(kept.stdout).toContain(`kept ${stray}: its link is Healthy`);
  expect(await names()).toEqual([known, stray]);
  const all = ["--delete", "--yes", "--include-healthy"];
  expect((await cli.run(["orphans", "--state", state, ...all])).code).toBe(0);
  expect(await names()).toEqual([known]);
});

it("orphans --delete on a terminal deletes only if the user types the number of objects", async () => {
  const args = ["orphans", "--state", state, "--delete"];
  const no = await cli.runOnTerminal(args, "y");
  expect(no.code).toBe(4);
  expect(await names()).toEqual([known, stray]);
  const yes = await cli.runOnTerminal(args, "2");
  expect(yes).toMatchObject({ code: 0 });
  expect(yes.stdout).toContain("Type their number: [2]");
  expect(await names()).toEqual([known]);
});

describe("orphans with two projects in one backend", () => {
  const PROGRAM = `
    const cni = require("pulumi-cloudflare-cni");
    new cni.Interconnect("port", { slotId: process.env.SLOT_ID });
  `;
  let stack: ThrowawayStack;
  let env: Record<string, string>;
  let theirs: string;
  beforeEach(async () => {
    await cli.simulator.control.reset();
    const slots = await cli.simulator.control.slots();
    const slot = slots.find(({ occupied, speed }) => !occupied && speed === "10G");
    // Project "theirs" has a port that is still Pending. Project "ours" has no port.
    stack = await ThrowawayStack.create({
      program: {
        "index.js": PROGRAM,
        "Pulumi.yaml": "name: theirs\nruntime: nodejs\nmain: index.js\n",
      },
      env: { ...cli.account, SLOT_ID: slot?.id ?? "" },
    });
    await stack.up();
    theirs = (await names())[0] ?? "";
    env = Object.fromEntries(
      Object.entries(stack.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    );
    const ours = join(cli.folder, "ours");
    mkdirSync(ours);
    writeFileSync(join(ours, "Pulumi.yaml"), "name: ours\nruntime: nodejs\n");
    await stack.pulumi(["stack", "init", "dev", "--no-select", "--cwd", ours]);
  });
  afterEach(() => stack?.dispose());

  it("orphans --all-stacks also reads the stack of the other project and keeps its objects", async () => {
    const args = ["orphans", "--cwd", "ours", "--all-stacks", "--delete", "--yes"];
    const { code, stderr } = await cli.run(args, env);
    expect(stderr).toContain("Read dev, organization/theirs/dev");
    expect(stderr).toContain("A stack manages every port and session.");
    expect(code).toBe(0);
    expect(await names()).toEqual([theirs]);
    expect((await stack.preview({ args: ["--expect-no-changes", "--refresh"] })).exitCode).toBe(0);
  });

  it("the sample nightly workflow neither reports nor deletes a port of the other project", async () => {
    const step = scriptsIn("docs/ci/github/cni-drift.yml").find(({ text }) =>
      text.includes(" orphans "),
    );
    const [, options = ""] = step?.text.split("pulumi-cloudflare-cni ") ?? [];
    const args = options.trim().replace('"$STACK"', "dev").split(/\s+/);
    expect(args).not.toContain("--delete");
    const { code, stderr } = await cli.run([...args, "--cwd", "ours"], env);
    expect(stderr).toContain("A stack manages every port and session.");
    expect(code).toBe(0);

    await stack.forget();
    const { code: found, stdout } = await cli.run([...args, "--cwd", "ours"], env);
    expect(stdout).toContain(theirs);
    expect(found).toBe(1);
  });

  it("orphans --delete refuses to run if it did not read every stack of the backend, and names the others", async () => {
    const args = ["orphans", "--cwd", "ours", "--stack", "dev", "--delete", "--yes"];
    const { code, stderr } = await cli.run(args, env);
    expect(code).toBe(4);
    expect(stderr).toContain(
      "were not read: organization/theirs/dev. Nothing was deleted. Read them with --all-stacks",
    );
    expect(await names()).toEqual([theirs]);
  });

  it("orphans --delete refuses to run if it cannot read a stack, and names the stack", async () => {
    const bin = join(cli.folder, "bin");
    mkdirSync(bin);
    const refusing = `#!/bin/sh\ncase "$*" in *"stack export --stack organization/theirs/dev"*) echo "error: access denied" >&2; exit 1;; esac\nPATH="\${PATH#*:}" exec pulumi "$@"\n`;
    writeFileSync(join(bin, "pulumi"), refusing, { mode: 0o755 });
    const args = ["orphans", "--cwd", "ours", "--all-stacks", "--delete", "--yes"];
    const { code, stderr } = await cli.run(args, { ...env, PATH: `${bin}:${env.PATH}` });
    expect(code).toBe(4);
    expect(stderr).toContain('Stack "organization/theirs/dev" cannot be read');
    expect(stderr).toContain("access denied");
    expect(await names()).toEqual([theirs]);
  });
});
