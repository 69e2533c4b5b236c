/** Runs programs that `npx pulumi-cloudflare-cni adopt` generates with the real engine. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { CliTestAccount } from "./cli-test-account";

const KEY = "the key of ewr";

let cli: CliTestAccount;
beforeEach(async () => {
  cli = await CliTestAccount.open();
  const [ewr, ams] = [await cli.port("ewr-b"), await cli.port("ams-a")];
  await cli.session(ewr.name, "ewr", { md5_key: KEY, extra_prefixes: ["100.96.0.0/12"] });
  await cli.session(ams.name, 'odd "name" */ `x` $y', {});
  await cli.session(ams.name, "plain");
  const [cni] = (await cli.simulator.control.state()).cnis;
  await cli.simulator.control.editCni(cni?.id ?? "", { bgp_mode: "dynamic_route_exchange" });
  await cli.simulator.control.editSettings({ default_asn: 64_512 });
});
afterEach(() => cli?.close());

function pulumiIn(env: Record<string, string>, args: string[]): Promise<{ stdout: string }> {
  return promisify(execFile)("pulumi", [...args, "--non-interactive"], { env });
}

function definedOf(env: ThrowawayStack["env"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

async function stackOf(folder: string): Promise<ThrowawayStack> {
  return ThrowawayStack.create({
    program: { "index.ts": readFileSync(join(folder, "index.ts"), "utf8") },
    env: cli.account,
  });
}

it("adopt generates a program that adopts every object without changing it, and then has no diff", async () => {
  const folder = join(cli.folder, "adopted");
  const { code, stdout } = await cli.run(["adopt", "--out", folder]);
  expect(code).toBe(0);
  expect(stdout).toContain("adopts 6 objects");
  const program = readFileSync(join(folder, "index.ts"), "utf8");
  expect(program.match(/adopt: true/g)).toHaveLength(5);
  expect(program).toContain('md5Key: config.requireSecret("ewrMd5Key")');
  expect(program + stdout).not.toContain(KEY);
  const mapping: { resource: string; type: string; id: string }[] = JSON.parse(
    readFileSync(join(folder, "adopted.json"), "utf8"),
  );

  const before = await cli.objects();
  const { length } = await cli.writes();
  const stack = await stackOf(folder);
  try {
    await stack.pulumi(["config", "set", "--secret", "ewrMd5Key", KEY]);
    const { changeSummary } = await stack.previewJson();
    // Six objects and the stack itself.
    expect(changeSummary).toEqual({ create: 7 });
    await stack.up();
    expect((await cli.writes()).slice(length)).toEqual([]);
    expect(await cli.objects()).toEqual(before);
    await stack.preview({ args: ["--expect-no-changes", "--refresh"] });
    const { resources } = await stack.state();
    const state = new Map(
      resources.map(({ urn, id }) => [urn.slice(urn.lastIndexOf("::") + 2), id]),
    );
    expect(mapping.map(({ resource }) => state.get(resource))).toEqual(mapping.map(({ id }) => id));
  } finally {
    await stack.dispose();
  }
});

it("adopt --set-keys writes MD5 keys to the stack's configuration and nowhere else", async () => {
  const folder = join(cli.folder, "adopted");
  await cli.run(["adopt", "--out", folder]);
  const stack = await stackOf(folder);
  try {
    const env = definedOf(stack.env);
    await stack.pulumi(["stack", "init", "dev", "--cwd", folder]);
    const again = ["adopt", "--out", folder, "--force", "--set-keys", "dev"];
    const { code, stdout, stderr } = await cli.run(again, env);
    expect([code, stderr]).toEqual([0, expect.stringContaining("Next: run pulumi preview")]);
    expect(stdout).not.toContain("pulumi config set");
    const file = readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
    expect(file).toContain("interconnects:ewrMd5Key:\n    secure:");
    expect(file + stdout + stderr).not.toContain(KEY);

    // The environment has no credentials, so the command must use those in the stack's configuration.
    const { CLOUDFLARE_BASE_URL: url = "", CLOUDFLARE_API_TOKEN: token = "" } = cli.account;
    const account = cli.account.CLOUDFLARE_ACCOUNT_ID ?? "";
    const set = ["config", "set-all", "--cwd", folder, "--stack", "dev"];
    const plain = [`cloudflare:baseUrl=${url}`, `cloudflare:accountId=${account}`];
    const secret = ["--secret", `cloudflare:apiToken=${token}`];
    await pulumiIn(env, [...set, ...plain.flatMap((one) => ["--plaintext", one]), ...secret]);
    const nowhere = Object.fromEntries(Object.keys(cli.account).map((name) => [name, ""]));
    const doctor = ["doctor", "--stack", "dev", "--cwd", folder, "--json"];
    const checked = await cli.run(doctor, { ...env, ...nowhere });
    expect(JSON.parse(checked.stdout)).toContainEqual(
      expect.objectContaining({ name: "read", verdict: "good", found: "2 ports, 3 sessions" }),
    );
    expect(checked.stdout + checked.stderr).not.toContain(token);
  } finally {
    await stack.dispose();
  }
});

describe("adopt --set-keys for 6 ports and 6 sessions with MD5 keys", () => {
  const keyOf = (session: string) => `key of ${session}, 8=x`;
  let sessions: string[];
  beforeEach(async () => {
    await cli.simulator.control.reset();
    const slots = await cli.simulator.control.slots();
    const free = slots.filter(({ speed, occupied }) => speed === "10G" && !occupied).slice(0, 6);
    sessions = free.map((_, index) => `s${index + 1}`);
    for (const [index, { site }] of free.entries()) {
      const name = sessions[index] ?? "";
      await cli.session((await cli.port(site)).name, name, { md5_key: keyOf(name) });
    }
  });

  it("stores all 6 keys for a program that adopts the objects without changing them", async () => {
    expect(sessions).toHaveLength(6);
    const stack = await ThrowawayStack.create({ program: { "index.ts": "" }, env: cli.account });
    try {
      const env = definedOf(stack.env);
      const folder = stack.programDir;
      const inFolder = ["--cwd", folder, "--stack", "keys"];
      await pulumiIn(env, ["stack", "init", "keys", "--cwd", folder]);
      const adopt = ["adopt", "--out", folder, "--force", "--set-keys", "keys"];
      const { code, stdout, stderr } = await cli.run(adopt, env);
      expect([code, stdout]).toEqual([0, expect.stringContaining("adopts 13 objects")]);
      const shown = await pulumiIn(env, ["config", "--show-secrets", "--json", ...inFolder]);
      const values: { value: string; secret: boolean }[] = Object.values(JSON.parse(shown.stdout));
      expect(values.every(({ secret }) => secret)).toBe(true);
      expect(values.map(({ value }) => value).sort()).toEqual(sessions.map(keyOf).sort());
      expect(stdout + stderr).not.toContain("key of");

      const before = await cli.objects();
      const { length } = await cli.writes();
      await pulumiIn(env, ["up", "--yes", "--skip-preview", ...inFolder]);
      expect((await cli.writes()).slice(length)).toEqual([]);
      expect(await cli.objects()).toEqual(before);

      const program = readFileSync(join(folder, "index.ts"), "utf8");
      expect(program.match(/^ {2}adopt: true,\n/gm)).toHaveLength(12);
      writeFileSync(join(folder, "index.ts"), program.replaceAll(/^ {2}adopt: true,\n/gm, ""));
      await pulumiIn(env, ["preview", "--expect-no-changes", ...inFolder]);
      expect(await cli.objects()).toEqual(before);
    } finally {
      await stack.dispose();
    }
  });

  it("fails if a key is missing in the configuration afterwards, and names the key", async () => {
    const stack = await ThrowawayStack.create({ program: { "index.ts": "" }, env: cli.account });
    try {
      const env = definedOf(stack.env);
      await pulumiIn(env, ["stack", "init", "keys", "--cwd", stack.programDir]);
      const bin = join(cli.folder, "bin");
      mkdirSync(bin);
      const forgetful = `#!/bin/sh\ncase "$*" in *"set --secret s3Md5Key"*) exit 0;; esac\nPATH="\${PATH#*:}" exec pulumi "$@"\n`;
      writeFileSync(join(bin, "pulumi"), forgetful, { mode: 0o755 });
      const adopt = ["adopt", "--out", stack.programDir, "--force", "--set-keys", "keys"];
      const { code, stderr } = await cli.run(adopt, { ...env, PATH: `${bin}:${env.PATH}` });
      expect(code).toBe(3);
      expect(stderr).toContain(
        '1 of 6 MD5 keys are not in the configuration of stack "keys": s3Md5Key.',
      );
    } finally {
      await stack.dispose();
    }
  });
});

it("adopt refuses to overwrite an existing program without --force", async () => {
  const folder = join(cli.folder, "adopted");
  await cli.run(["adopt", "--out", folder]);
  const program = readFileSync(join(folder, "index.ts"), "utf8");
  expect(await cli.run(["adopt", "--out", folder])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("already exists"),
  });
  await cli.run(["adopt", "--out", folder, "--force"]);
  expect(readFileSync(join(folder, "index.ts"), "utf8")).toBe(program);
});

it("adopt comments out a Google port, because the API does not return its pairing key", async () => {
  const account = cli.simulator.accountId;
  await cli.call("POST", "/cni/interconnects", {
    ...{ account, type: "gcp_partner", bandwidth: "1G" },
    pairing_key: "1f0e5d8c-3f60-4e0f-8d3b-0c9a7b6e5d41/us-east4/1",
  });
  const { stdout } = await cli.run(["adopt", "--json"]);
  const { resources } = JSON.parse(stdout);
  const google = resources.find(({ todo }: { todo?: string }) => todo !== undefined);
  expect(google.todo).toContain("the API does not return the pairing key");
  const program = readFileSync(join(cli.folder, "adopted/index.ts"), "utf8");
  expect(program).toContain(`//   adopt: "${google.id}",`);
});
