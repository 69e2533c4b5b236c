/** `snapshot` saves an account without its secrets. `simulate` starts a simulator with that account. */
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { CliTestAccount } from "./cli-test-account";

let cli: CliTestAccount;
beforeAll(async () => {
  cli = await CliTestAccount.open();
  const [ewr, ams] = [await cli.port("ewr-b"), await cli.port("ams-a")];
  await cli.session(ewr.name, "ewr", { md5_key: "a secret key" });
  await cli.session(ams.name, "ams");
  const [cni] = (await cli.simulator.control.state()).cnis;
  const nexthop = cni?.cust_ip.split("/")[0];
  await cli.call("POST", "/magic/routes", { prefix: "203.0.113.0/24", nexthop, priority: 100 });
  await cli.simulator.control.editSettings({ default_asn: 64_512 });
  await cli.simulator.control.beginOutage({ site: "ams-a", reason: "power" });
});
afterAll(() => cli?.close());

it("snapshot saves a file that only this user can read, and simulate starts the same account from it", async () => {
  const file = join(cli.folder, "account.json");
  const saved = await cli.run(["snapshot", "--out", file]);
  expect(saved).toMatchObject({ code: 0, stdout: `${file}: 2 ports, 2 sessions\n` });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toMatch(/a secret key|simulator-token/);

  const simulating = cli.start(["simulate", "--from", file, "--port", "0"]);
  await simulating.waitForOutput("Stop it with Ctrl-C");
  const greeting = simulating.output();
  const [, baseUrl = ""] = /CLOUDFLARE_BASE_URL=(\S+)/.exec(greeting) ?? [];
  const [, token = ""] = /CLOUDFLARE_API_TOKEN=(\S+)/.exec(greeting) ?? [];
  const there = { CLOUDFLARE_BASE_URL: baseUrl, CLOUDFLARE_API_TOKEN: token };
  for (const args of [["status"], ["slots"], ["verify"]]) {
    expect([args, (await cli.run(args, there)).stdout]).toEqual([
      args,
      (await cli.run(args)).stdout,
    ]);
  }
  const again = await cli.run(["snapshot"], there);
  const before = JSON.parse(readFileSync(file, "utf8"));
  expect(JSON.parse(again.stdout)).toMatchObject({
    interconnects: before.interconnects,
    cnis: before.cnis,
    statuses: before.statuses,
    accounts: [{ settings: { default_asn: 64_512 }, routes: [{ prefix: "203.0.113.0/24" }] }],
  });
  simulating.child.kill("SIGINT");
  expect((await simulating.done).code).toBe(0);
});

it("snapshot replaces a file that other users can read with a file that only this user can read", async () => {
  const [file, link] = [join(cli.folder, "old.json"), join(cli.folder, "link.json")];
  writeFileSync(file, "old", { mode: 0o644 });
  symlinkSync(file, link);
  const reader = openSync(file, "r");
  expect(await cli.run(["snapshot", "--out", link])).toMatchObject({ code: 0 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, "utf8"))).toHaveProperty("interconnects");
  // A process that opened the old file must still read the old content.
  expect(readFileSync(reader, "utf8")).toBe("old");
  closeSync(reader);
  expect(readdirSync(cli.folder).filter((name) => name.startsWith("old.json"))).toHaveLength(1);
});

it("simulate requires --from with a file that snapshot wrote", async () => {
  const file = join(cli.folder, "other.json");
  writeFileSync(file, "{}");
  expect(await cli.run(["simulate", "--from", file])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("was not written by `npx pulumi-cloudflare-cni snapshot`"),
  });
  expect((await cli.run(["simulate"])).code).toBe(2);
});
