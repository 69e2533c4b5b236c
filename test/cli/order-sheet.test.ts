/** `order-sheet` on a stack's state, a design and the account. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CliTestAccount, type Port } from "./cli-test-account";

const PDF = "%PDF-1.4";

let cli: CliTestAccount;
let ewr: Port;
let ams: Port;
beforeAll(async () => {
  // The links stay Pending: the cross-connects do not exist yet.
  cli = await CliTestAccount.open({ healthyAfter: "10000h" });
  ewr = await cli.port("ewr-b");
  ams = await cli.port("ams-a");
  await cli.session(ewr.name, "ewr");
  await answerLetters("cni-(ewr|ams).*");
});
afterAll(() => cli?.close());

/** The simulator generates letters with an import that fails under Jest. */
async function answerLetters(names: string, respond: object = {}): Promise<void> {
  const letter = { status: 200, headers: { "content-type": "application/pdf" }, body: PDF };
  await cli.simulator.control.addFault({
    path: `/interconnects/${names}/loa`,
    respond: { ...letter, ...respond },
    times: 1_000,
  });
}

const GROUP = "cloudflare-cni:index:InterconnectGroup";
const PORT = "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect";

/** State of a group whose links were never up, so that it has no design yet. */
function stateOf(name: string, ...ports: [Pick<Port, "name">, customer?: object][]): string {
  const file = join(cli.folder, name);
  const group = `urn:pulumi:prod::app::${GROUP}::transit`;
  const resources = ports.map(([{ name: id }, customer]) => ({
    urn: `urn:pulumi:prod::app::${GROUP}$${PORT}::transit-${id.slice(4, 7)}`,
    type: PORT,
    parent: group,
    id,
    inputs: { __group: { name: "transit", port: id.slice(4, 7), customer, distanceKm: null } },
    outputs: { name: id, type: "direct", facility: { name: "Equinix NY1", address: [] } },
  }));
  const deployment = { resources: [{ urn: group, type: GROUP }, ...resources] };
  writeFileSync(file, JSON.stringify({ version: 3, deployment }));
  return file;
}

/** File with a design of these ports. */
function designOf(name: string, ...ports: object[]): string {
  const file = join(cli.folder, name);
  writeFileSync(file, JSON.stringify({ name: "d", intent: "single", ports, sessions: [] }));
  return file;
}

function read(...path: string[]): string {
  return readFileSync(join(cli.folder, ...path), "utf8");
}

it("writes one sheet for each facility, with the LOAs beside it, before the links are up", async () => {
  const customer = { router: "edge-1", port: "xe-0/0/1", cage: "cage 12" };
  const state = stateOf("two.json", [ewr, customer], [ams]);
  const { code, stdout, stderr } = await cli.run(["order-sheet", "--state", state]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toBe("order-sheets/equinix-am1.html\norder-sheets/equinix-ny1.html\n");
  const letter = `${ewr.name}-loa.pdf`;
  expect(read("order-sheets", letter)).toBe(PDF);
  const page = read("order-sheets/equinix-ny1.html");
  for (const text of [`href="${letter}"`, "cage 12", "xe-0/0/1", "ccr0", ewr.slotId, "Pending"]) {
    expect(page).toContain(text);
  }
});

it("refuses to replace a file, writes nothing then, and replaces it with --force", async () => {
  const state = stateOf("again.json", [ewr], [ams]);
  const args = ["order-sheet", "--state", state, "--out", "again", "--format", "markdown"];
  mkdirSync(join(cli.folder, "again"));
  writeFileSync(join(cli.folder, "again/equinix-ny1.md"), "by hand");
  const refused = await cli.run(args);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    "cni: again/equinix-ny1.md already exists. Choose another folder with --out, or add --force to replace it.\n",
  ]);
  expect(readdirSync(join(cli.folder, "again"))).toEqual(["equinix-ny1.md"]);
  expect(read("again/equinix-ny1.md")).toBe("by hand");
  expect((await cli.run([...args, "--force"])).code).toBe(0);
  expect(read("again/equinix-ny1.md")).toContain("# Order of cross-connects: Equinix NY1");
  expect(read("again/equinix-ny1.md")).toContain("____");
});

it("takes a design instead of the state, and prints JSON", async () => {
  const file = designOf("design.json", { name: "ewr", interconnect: ewr.name, device: null });
  const party = ["--party", "Example Networks"];
  const args = ["order-sheet", "--design", file, "--out", "design", ...party, "--json"];
  const { code, stdout } = await cli.run(args);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    files: ["design/equinix-ny1.html", `design/${ewr.name}-loa.pdf`],
    ports: [
      {
        port: "ewr",
        design: "d",
        interconnect: ewr.name,
        facility: "Equinix NY1",
        file: `${ewr.name}-loa.pdf`,
      },
    ],
  });
  expect(read("design/equinix-ny1.html")).toContain("Example Networks");
});

it("takes every port of the account without a stack or a design", async () => {
  const { stdout } = await cli.run(["order-sheet", "--out", "account"]);
  expect(stdout.split("\n").slice(0, -1)).toEqual([
    "account/equinix-am1.html",
    "account/equinix-ny1.html",
  ]);
});

it("still writes the sheet without an LOA, says so on it, and exits with 1", async () => {
  const ord = await cli.port("ord-a");
  const error = { errors: [{ code: 1, message: "no letter yet" }], success: false };
  const json = { status: 404, headers: { "content-type": "application/json" } };
  await answerLetters("cni-ord.*", { ...json, body: error });
  const state = stateOf("late.json", [ord], [ams]);
  const { code, stdout } = await cli.run(["order-sheet", "--state", state, "--out", "late"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^! transit-ord: no LOA yet: .*no letter yet/m);
  const [page = ""] = readdirSync(join(cli.folder, "late")).filter((name) => name.includes("ch"));
  expect(read("late", page)).toContain("No LOA yet: ");
  expect(existsSync(join(cli.folder, "late", `${ord.name}-loa.pdf`))).toBe(false);
  expect(existsSync(join(cli.folder, "late", `${ams.name}-loa.pdf`))).toBe(true);
});

it("says on the sheet that a port was deleted meanwhile or is not ordered yet, and exits with 1", async () => {
  const gone = stateOf("gone.json", [{ name: "cni-ewr-b-000099" }]);
  const run = await cli.run(["order-sheet", "--state", gone, "--out", "gone"]);
  expect([run.code, run.stdout.split("\n")[1]]).toEqual([
    1,
    "! transit-ewr: Cloudflare no longer has cni-ewr-b-000099. Do not order its cross-connect.",
  ]);
  expect(read("gone/equinix-ny1.html")).toContain("Do not order this cross-connect.");
  const planned = designOf("planned.json", { name: "planned", facility: "Equinix NY1" });
  const args = ["order-sheet", "--design", planned, "--out", "planned"];
  const { code, stdout } = await cli.run(args);
  expect(code).toBe(1);
  expect(stdout).toContain("! planned: not ordered yet.");
  expect(read("planned/equinix-ny1.html")).toContain("The port is not ordered yet");
});

it("writes nothing without ports", async () => {
  const none = { code: 0, stdout: "", stderr: "No ports found.\n" };
  const google = designOf("google.json", { name: "google", kind: "gcp_partner" });
  expect(await cli.run(["order-sheet", "--design", google, "--out", "none"])).toEqual(none);
  const state = stateOf("none.json");
  expect(await cli.run(["order-sheet", "--state", state, "--out", "none"])).toEqual(none);
  expect(existsSync(join(cli.folder, "none"))).toBe(false);
});

it("names a stack that does not exist, and a file that is no design", async () => {
  const { code, stderr } = await cli.run(["order-sheet", "--stack", "nowhere"]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(/nowhere|Pulumi\.yaml/)]);
  const wrong = [
    ["{", /--design: .* has no design\./],
    ['{"name":"d","ports":[]}', /--design: .*wrong\.json: intent: /],
    [
      '{"name":"d","intent":"single","ports":[{"name":"a","customer":{"router":"r","cagee":"1"}}],"sessions":[]}',
      /cagee is not a property of a design\. Did you mean "cage"/,
    ],
  ] as const;
  for (const [text, message] of wrong) {
    const file = join(cli.folder, "wrong.json");
    writeFileSync(file, text);
    const run = await cli.run(["order-sheet", "--design", file, "--out", "wrong"]);
    expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(message)]);
  }
  expect(existsSync(join(cli.folder, "wrong"))).toBe(false);
});

it("--format netbox writes files in the order to import them, and says what NetBox needs", async () => {
  const customer = { router: "edge-1", port: "xe-0/0/1" };
  const state = stateOf("netbox.json", [ewr, customer], [ams]);
  const args = ["order-sheet", "--state", state, "--format", "netbox", "--out", "netbox"];
  const { code, stdout, stderr } = await cli.run(args);
  expect(code).toBe(0);
  const files = stdout.trimEnd().split("\n");
  expect(files[0]).toBe("netbox/01-sites.csv");
  expect(files.at(-1)).toBe("netbox/12-cables.csv");
  expect(stderr).toContain("NetBox must already have edge-1 with the declared ports.");
  expect(stderr).toContain("transit-ams: no cable");
  expect(read("netbox/11-ip-addresses.csv").split("\n")).toHaveLength(4);
});
