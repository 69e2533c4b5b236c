/** Commands on a terminal: color, redrawn tables, confirmations and screenshots. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { useBrowser } from "../../simulator/src/page/testing/browser";
import { CliTestAccount } from "./cli-test-account";
import { pageOfTerminal, screenOf } from "./terminal-picture";

/** Folder for screenshots. By default, the tests take screenshots but do not save them. */
const SCREENSHOTS = process.env.SCREENSHOTS;

let cli: CliTestAccount;
let names: string[];
beforeAll(async () => {
  cli = await CliTestAccount.open();
  names = [];
  for (const [at, site] of ["ewr-b", "ewr-a", "ams-a", "lhr-a", "ord-a"].entries()) {
    const { name } = await cli.port(site);
    names.push(name);
    await cli.session(
      name,
      `session-${at}`,
      at % 2 === 0 ? { md5_key: "a secret key" } : undefined,
    );
  }
});
afterAll(() => cli?.close());
afterEach(() => cli.simulator.control.endOutages());

const open = useBrowser();

async function shoot(name: string, html: string): Promise<Buffer> {
  const { page } = await open("about:blank");
  await page.setContent(html);
  if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  const path = SCREENSHOTS ? { path: join(SCREENSHOTS, `${name}.png`) } : {};
  return page.locator("body").screenshot(path);
}

it("status prints colors unless --no-color or --json is set", async () => {
  const { stdout } = await cli.runOnTerminal(["status"]);
  expect(stdout).toContain("\u001b[32m✓ Healthy\u001b[39m");
  for (const args of [["--no-color"], ["--json"]]) {
    expect((await cli.runOnTerminal(["status", ...args])).stdout).not.toContain("\u001b[3");
  }
  const columns = screenOf(stdout).split("\n").slice(0, 2);
  // The escape sequences of colors must not shift the columns.
  expect(columns[0]?.indexOf("FACILITY")).toBe(columns[1]?.indexOf("Equinix NY1"));
});

it("status shows a progress bar while it reads link states, and then removes it", async () => {
  const { stdout } = await cli.runOnTerminal(["status"]);
  expect(stdout).toMatch(/█+ 5\/5 link states/);
  expect(screenOf(stdout)).not.toContain("link states");
  expect((await cli.runOnTerminal(["status", "--quiet"])).stdout).not.toContain("link states");
});

it("diagram and report refuse to print markup to a terminal, except Mermaid", async () => {
  for (const args of [["diagram"], ["report"]]) {
    const { code, stdout } = await cli.runOnTerminal(args);
    expect([code, screenOf(stdout)]).toEqual([
      2,
      expect.stringContaining("Name a file with --out"),
    ]);
  }
  expect((await cli.runOnTerminal(["diagram", "--format", "mermaid"])).stdout).toContain(
    "flowchart",
  );
});

it("status --watch redraws its table in place until every link is Healthy", async () => {
  await cli.simulator.control.beginOutage({ site: "ams-a", reason: "light below -20 dBm" });
  const watching = cli.startOnTerminal(["status", "--watch", "--every", "300ms"]);
  // The reason is in the last column, so the rest of the table is already on the screen.
  await watching.waitForOutput("light below -20 dBm");
  const down = watching.output();
  await cli.simulator.control.endOutages();
  const { code, stdout } = await watching.done;
  expect(code).toBe(0);
  const screen = screenOf(stdout);
  // Redrawing must not leave a second table on the screen.
  expect(screen.match(/^PORT /gm)).toHaveLength(1);
  expect(screen).toContain("5 of 5 links Healthy");
  expect(screen).toContain("Every link is Healthy after");
  expect(screenOf(down)).toContain("4 of 5 links Healthy");
  const picture = await shoot("status-watch", pageOfTerminal("cni status --watch", down));
  expect(picture.length).toBeGreaterThan(5_000);
});

it("status --watch shows the worst ports and counts the others if the screen is too small", async () => {
  await cli.simulator.control.beginOutage({ site: "ams-a", reason: "light below -20 dBm" });
  const args = ["status", "--watch", "--every", "200ms", "--timeout", "300ms"];
  const { stdout } = await cli.runOnTerminal(args, undefined, { columns: 80, rows: 8 });
  const lines = screenOf(stdout).trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^4 of 5 links Healthy after /),
    expect.stringMatching(/^PORT +LINK +FACILITY +DEVICE +SPEED +SESSIONS$/),
    expect.stringMatching(/^cni-ams-a-\d+ +✗ Down .* session-2 \(BGP\)$/),
    // The reason does not fit beside the rest.
    "  light below -20 dBm",
    expect.stringMatching(/^cni-ewr-b-\d+ +✓ Healthy .* session-0 \(BGP\)$/),
    expect.stringMatching(/^cni-ewr-a-\d+ +✓ Healthy +Digital Realt… .* session-1$/),
    "+2 Healthy",
    expect.stringMatching(/^Not every link is Healthy after /),
  ]);
});

it("slots groups by facility and keeps whole IDs on 80 columns, and shortens them on 50", async () => {
  const args = ["slots", "--metro", "EWR", "--speed", "100G"];
  const wide = await cli.runOnTerminal(args, undefined, { columns: 80, rows: 24 });
  const lines = screenOf(wide.stdout).trimEnd().split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}SLOT +SITE +DEVICE +SPEED +STATE$/),
    expect.stringMatching(/^Digital Realty JFK10 \(EWR\): \d slots?, \d free$/),
    expect.stringMatching(/^ {2}[0-9a-f-]{36} {2}ewr-a /),
    expect.stringMatching(/^Equinix NY1 \(EWR\): \d slots?, \d free$/),
    expect.stringMatching(/^ {2}[0-9a-f-]{36} {2}ewr-b /),
    "2 slots, 2 free",
  ]);
  const narrow = screenOf(
    (await cli.runOnTerminal(args, undefined, { columns: 50, rows: 24 })).stdout,
  );
  expect(narrow).toMatch(/^ {2}[0-9a-f]{8} {2}ewr-a /m);
  expect(narrow.replace(/\s+/g, " ")).toContain("Print them in full with --json.");
});

it("every line of an error, a note and a check fits the terminal", async () => {
  const size = { columns: 60, rows: 24 };
  for (const args of [["loa"], ["slots", "--facility", "Equinox"], ["doctor"]]) {
    const { stdout } = await cli.runOnTerminal(args, undefined, size);
    const lines = screenOf(stdout).trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(1);
    // A path or an account ID contains no space at which it could wrap.
    const long = lines.filter((line) => line.length > 60 && /\s\S+\s/.test(line.slice(17)));
    expect([args, long]).toEqual([args, []]);
  }
});

it("drill starts only if the user types the name of the session as confirmation", async () => {
  const before = await cli.objects();
  const args = [
    "drill",
    "session-0",
    "--demand-to-customer",
    "5",
    "--for",
    "300ms",
    "--every",
    "100ms",
  ];
  const no = await cli.runOnTerminal(args, "yes");
  expect(no.code).toBe(4);
  expect(no.stdout).toContain("Not confirmed, so nothing was withdrawn.");
  const yes = await cli.runOnTerminal(args, "session-0");
  expect(yes.stdout).toContain("session-0 is restored to its state before the drill");
  expect(yes.code).toBe(0);
  expect(await cli.objects()).toEqual(before);
});

it("drill restores the session after Ctrl-C on the terminal", async () => {
  const before = await cli.objects();
  const args = ["drill", "session-0", "--demand-to-customer", "5", "--yes", "--every", "100ms"];
  const running = cli.startOnTerminal(args);
  await running.waitForOutput("is withdrawn for another");
  running.child.stdin?.write("\u0003");
  const { code, stdout } = await running.done;
  expect(code).toBe(130);
  expect(stdout).toContain("Restored session-0");
  expect(await cli.objects()).toEqual(before);
});

it("every command that prints for people can be shown in a screenshot", async () => {
  await cli.simulator.control.beginOutage({ site: "ams-a", reason: "light below -20 dBm" });
  const well = [
    ...["--backup", "internet"],
    ...["--maintenance-notification", "cni_maintenance_notification"],
    ...["--maintenance-notification", "maintenance_event_notification"],
  ];
  const shown = {
    status: ["status"],
    slots: ["slots", "--metro", "EWR"],
    verify: ["verify", "--intent", "site-and-device-diverse", ...well],
    doctor: ["doctor"],
  };
  for (const [name, args] of Object.entries(shown)) {
    const { stdout } = await cli.runOnTerminal(args);
    await shoot(name, pageOfTerminal(`cni ${args.join(" ")}`, stdout));
  }
  const file = join(cli.folder, "report.html");
  await cli.runOnTerminal(["report", "--out", file, "--intent", "site-diverse", ...well]);
  const page = readFileSync(file, "utf8");
  expect((await shoot("report", page)).length).toBeGreaterThan(20_000);
});
