/** Orphans are listed; they are deleted only where a person, or --yes, has said so. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliLab } from "./cli-lab";

const TYPE = "pulumi-nodejs:dynamic/cloudflare-cni:";

let lab: CliLab;
let known: string;
let stray: string;
let state: string;
beforeEach(async () => {
  lab = await CliLab.open({ healthyAfter: "14d" });
  known = (await lab.port("ewr-b")).name;
  stray = (await lab.port("ams-a")).name;
  await lab.session(known, "ours");
  await lab.session(stray, "lost", { md5_key: "lost key" });
  const { cnis } = await lab.simulator.control.state();
  const of = (type: string, id: string, outputs: object) => ({
    urn: `urn:pulumi:dev::app::${TYPE}${type}::${id}`,
    type: `${TYPE}${type}`,
    id,
    outputs,
  });
  state = join(lab.folder, "state.json");
  const resources = [
    of("Interconnect", known, { name: known }),
    of("CniBgpSession", cnis[0]?.id ?? "", { interconnect: known }),
  ];
  writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));
});
afterEach(() => lab?.close());

const names = async () =>
  (await lab.simulator.control.state()).interconnects.map(({ name }) => name);

it("lists what no stack knows, and ends with 1", async () => {
  const { code, stdout } = await lab.run(["orphans", "--state", state]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^session +lost /m);
  expect(stdout).toMatch(new RegExp(`^port +${stray} `, "m"));
  expect(stdout).not.toMatch(new RegExp(`${known}|ours|lost key`));
  const json = JSON.parse((await lab.run(["orphans", "--state", state, "--json"])).stdout);
  expect(json).toMatchObject([
    { kind: "session", name: "lost" },
    { kind: "port", name: stray },
  ]);
});

it("asks for the stacks: without any, everything would be one", async () => {
  expect((await lab.run(["orphans"])).code).toBe(2);
  expect((await lab.run(["orphans", "--state", join(lab.folder, "none.json")])).code).toBe(2);
});

it("deletes nothing in a pipe without --yes, and sessions before ports with it", async () => {
  const { code, stderr } = await lab.run(["orphans", "--state", state, "--delete"]);
  expect(code).toBe(2);
  expect(stderr).toContain("say --yes");
  expect(await names()).toEqual([known, stray]);
  const { length } = await lab.writes();
  const run = await lab.run(["orphans", "--state", state, "--delete", "--yes", "--json"]);
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toMatchObject([{ deleted: true }, { deleted: true }]);
  const deletions = (await lab.writes()).slice(length);
  expect(deletions).toHaveLength(2);
  expect(deletions[1]).toMatch(`DELETE /cni/interconnects/${stray}`);
  expect(await names()).toEqual([known]);
  expect((await lab.run(["orphans", "--state", state])).code).toBe(0);
});

it("keeps what is Healthy, unless told", async () => {
  await lab.simulator.control.advance("20d");
  const kept = await lab.run(["orphans", "--state", state, "--delete", "--yes"]);
  expect(kept.code).toBe(1);
  expect(kept.stdout).toContain(`kept ${stray}: its link is Healthy`);
  expect(await names()).toEqual([known, stray]);
  const all = ["--delete", "--yes", "--include-healthy"];
  expect((await lab.run(["orphans", "--state", state, ...all])).code).toBe(0);
  expect(await names()).toEqual([known]);
});

it("asks on a terminal, and any other answer than the number is no", async () => {
  const args = ["orphans", "--state", state, "--delete"];
  const no = await lab.runOnTerminal(args, "y");
  expect(no.code).toBe(4);
  expect(await names()).toEqual([known, stray]);
  const yes = await lab.runOnTerminal(args, "2");
  expect(yes).toMatchObject({ code: 0 });
  expect(yes.stdout).toContain("Type their number: [2]");
  expect(await names()).toEqual([known]);
});
