/** Alert rules and dashboard of provider/monitoring, with Prometheus' own tools and a real Prometheus. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { parse } from "yaml";
import { CliTestAccount, type RunningCommand } from "./cli/cli-test-account";
import { ROOT } from "./support/markdown";

const FOLDER = join(ROOT, "provider/monitoring");
const RULES = join(FOLDER, "alerts.yml");

interface Rules {
  groups: { rules: { alert: string; expr: string; labels: { severity: string } }[] }[];
}

interface Dashboard {
  panels: { title: string; targets?: { expr: string }[] }[];
}

const run = promisify(execFile);

/** Runs a tool of Debian's package, and says how to get it if it is missing. */
async function runTool(name: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(name, args, { cwd: FOLDER });
    return stdout + stderr;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new Error(
        `${name} is missing. Install it with "apt-get install --no-install-recommends prometheus".`,
      );
    }
    throw error;
  }
}

function alertExpressions(): Map<string, string> {
  const { groups }: Rules = parse(readFileSync(RULES, "utf8"));
  return new Map(groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr])));
}

describe("the alert rules", () => {
  it("are valid, and pass their unit tests", async () => {
    expect(await runTool("promtool", ["check", "rules", "alerts.yml"])).toContain("SUCCESS");
    expect(await runTool("promtool", ["test", "rules", "alerts.test.yml"])).toContain("SUCCESS");
  });

  it("each have a unit test in which they fire", () => {
    const { tests }: { tests: { alert_rule_test: UnitTest[] }[] } = parse(
      readFileSync(join(FOLDER, "alerts.test.yml"), "utf8"),
    );
    const fired = tests
      .flatMap((one) => one.alert_rule_test)
      .filter(({ exp_alerts }) => exp_alerts.length > 0)
      .map(({ alertname }) => alertname);
    expect([...new Set(fired)].sort()).toEqual([...alertExpressions().keys()].sort());
  });
});

it("docs/monitoring.md lists every alert with its severity", () => {
  const { groups }: Rules = parse(readFileSync(RULES, "utf8"));
  const page = readFileSync(join(ROOT, "docs/monitoring.md"), "utf8");
  for (const { alert, labels } of groups.flatMap(({ rules }) => rules)) {
    expect(page).toContain(`| \`${alert}\` | ${labels.severity} |`);
  }
});

interface UnitTest {
  alertname: string;
  exp_alerts: unknown[];
}

it("the dashboard is what tools/dashboard.mjs builds", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cni-dashboard-"));
  const built = join(folder, "dashboard.json");
  await run(process.execPath, [join(ROOT, "tools/dashboard.mjs"), built]);
  // To change it, run `node tools/dashboard.mjs`.
  expect(readFileSync(join(FOLDER, "dashboard.json"), "utf8")).toBe(readFileSync(built, "utf8"));
  rmSync(folder, { recursive: true });
});

describe("a real Prometheus that scrapes the exporter", () => {
  let cli: CliTestAccount;
  let exporter: RunningCommand;
  let prometheus: ChildProcess;
  let origin: string;
  beforeAll(async () => {
    cli = await CliTestAccount.open();
    const { control } = cli.simulator;
    // The sessions are older than the window of the analytics, which the exporter asks for in real time.
    const { now } = await control.clock();
    await control.setState({ clock: { mode: "real", now, offset: -20 * 60_000 } });
    for (const [number, site] of ["ewr-a", "ewr-b", "ams-a", "ord-a"].entries()) {
      const { name } = await cli.port(site);
      await cli.session(name, `session-${number}`);
    }
    await control.advance("20m");
    exporter = cli.start([
      ...["metrics", "--listen", "127.0.0.1:0", "--json", "--analytics"],
      ...["--every", "1s", "--budget", "80"],
      ...["--intent", "site-diverse", "--demand-to-customer", "20"],
    ]);
    await exporter.waitForOutput("url");
    const { url }: { url: string } = JSON.parse(exporter.output());
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    prometheus = startPrometheus(cli.folder, new URL(url).host, port);
    await waitFor("up == 1 and on () count(cni_up == 1) == 3");
  }, 30_000);
  afterAll(async () => {
    prometheus?.kill();
    if (prometheus) await once(prometheus, "close");
    exporter?.child.kill();
    await exporter?.done;
    await cli?.close();
  });

  async function query(expr: string): Promise<{ metric: Record<string, string> }[]> {
    const response = await fetch(`${origin}/api/v1/query`, {
      method: "POST",
      body: new URLSearchParams({ query: expr }),
    });
    const { status, data, error } = JSON.parse(await response.text());
    if (status !== "success") throw new Error(`${expr}: ${error}`);
    return data.result;
  }

  /** Waits until a query has an answer. */
  async function waitFor(expr: string): Promise<{ metric: Record<string, string> }[]> {
    const end = Date.now() + 15_000;
    while (Date.now() < end) {
      const found = await query(expr).catch(() => []);
      if (found.length > 0) return found;
      await sleep(100);
    }
    throw new Error(`no answer: ${expr}`);
  }

  it("answers every query of the dashboard, except for errors that did not happen", async () => {
    const { panels }: Dashboard = JSON.parse(readFileSync(join(FOLDER, "dashboard.json"), "utf8"));
    // A rate needs two scrapes.
    await waitFor("rate(cni_api_requests_total[15m])");
    const empty: string[] = [];
    for (const { title, targets = [] } of panels) {
      for (const { expr } of targets) {
        const found = await query(expr.replaceAll("$design", ".*"));
        if (found.length === 0) empty.push(title);
      }
    }
    expect(empty).toEqual(["Errors"]);
  });

  it("finds an outage with the expressions of the alert rules", async () => {
    const expressions = alertExpressions();
    const alert = (name: string) => expressions.get(name) ?? "";
    expect(await query(alert("CniLinkDown"))).toEqual([]);
    expect(await query(alert("CniIntentNotWorking"))).toEqual([]);
    await cli.simulator.control.beginOutage({ site: "ewr-a" });
    const [down, ...others] = await waitFor(alert("CniLinkDown"));
    expect(others).toEqual([]);
    expect(down?.metric).toMatchObject({ state: "Down", port: "cni-ewr-a-000001" });
    await cli.simulator.control.beginOutage({ site: "ewr-b" });
    await cli.simulator.control.beginOutage({ site: "ord-a" });
    await waitFor(alert("CniIntentNotWorking"));
    const [short] = await waitFor(alert("CniOneFailureFromDemand"));
    expect(short?.metric).toMatchObject({ direction: "to_customer" });
    expect(await query(alert("CniMaintenanceNotificationMissing"))).toHaveLength(1);
    expect(await query(alert("CniReadingFails"))).toEqual([]);
  }, 20_000);

  it("keeps the exporter's last values while the API fails, and stops it cleanly on Ctrl-C", async () => {
    await cli.simulator.control.addFault({ respond: { status: 500 }, duration: "1h" });
    await waitFor(alertExpressions().get("CniReadingFails") ?? "");
    expect(await query('cni_link_state{state="Healthy"} == 1')).not.toEqual([]);
    exporter.child.kill("SIGINT");
    const { code, stderr } = await exporter.done;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^links: GET .*500/m);
    expect(stderr).not.toContain(cli.simulator.token);
  }, 20_000);
});

function startPrometheus(folder: string, target: string, port: number): ChildProcess {
  const config = join(folder, "prometheus.yml");
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: "500ms", evaluation_interval: "500ms" },
      rule_files: [RULES],
      scrape_configs: [{ job_name: "cni", static_configs: [{ targets: [target] }] }],
    }),
  );
  return spawn(
    "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "tsdb")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: "ignore" },
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}
