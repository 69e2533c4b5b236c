/** The command `metrics`. The exporter's own tests are beside it, and test/monitoring has Prometheus. */
import { once } from "node:events";
import { createServer } from "node:net";
import { CliTestAccount, type Port } from "./cli-test-account";

let cli: CliTestAccount;
let port: Port;
beforeAll(async () => {
  cli = await CliTestAccount.open();
  port = await cli.port("ewr-b");
  await cli.session(port.name, "ewr", { md5_key: "a secret key" });
});
afterAll(() => cli?.close());

describe("metrics --once", () => {
  it("prints the metrics without secrets, and exits with 0", async () => {
    const { code, stdout, stderr } = await cli.run(["metrics", "--once", "--analytics"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`cni_link_state{port="${port.name}",state="Healthy"} 1\n`);
    expect(stdout).not.toMatch(/a secret key|simulator-token|session ewr|# EOF/);
  });

  it("prints samples as JSON with --json", async () => {
    const { stdout } = await cli.run(["metrics", "--once", "--json"]);
    expect(JSON.parse(stdout)).toContainEqual({
      ...{ name: "cni_up", labels: { reading: "links" }, value: 1 },
    });
  });

  it("remembers since when a link has its state", async () => {
    const since = async () =>
      /^cni_link_state_since.* (\S+)$/m.exec((await cli.run(["metrics", "--once"])).stdout)?.[1];
    const first = await since();
    expect(first).toMatch(/^\d+(\.\d+)?$/);
    expect(await since()).toBe(first);
  });

  it("with a wrong token prints that nothing could be read, and exits with 3", async () => {
    const wrong = { CLOUDFLARE_API_TOKEN: "a-wrong-token" };
    const { code, stdout, stderr } = await cli.run(["metrics", "--once"], wrong);
    expect(code).toBe(3);
    expect(stdout).toContain('cni_up{reading="links"} 0\n');
    expect(stdout).toContain('cni_poll_errors_total{reading="design",kind="credentials"} ');
    expect(stderr).toContain("design: GET");
    expect(stdout + stderr).not.toContain("a-wrong-token");
  });
});

describe("metrics", () => {
  it.each([
    [["--listen", "nowhere"], "It must be <host>:<port>, such as 127.0.0.1:19264."],
    [["--listen", "127.0.0.1:70000"], "It must be <host>:<port>"],
    [["--every", "10ms"], "It must be at least 1s."],
    [["--budget", "100"], "It must be a percentage from 1 to 80"],
  ])("refuses %j and exits with 2", async (args, message) => {
    const { code, stderr } = await cli.run(["metrics", ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("exits with 2 if the address is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const taken = typeof address === "object" ? address?.port : undefined;
    const { code, stderr } = await cli.run(["metrics", "--listen", `127.0.0.1:${taken}`]);
    server.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cni: --listen: cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  });

  it("warns that anybody can read the metrics if it listens beyond loopback", async () => {
    const command = cli.start(["metrics", "--listen", "0.0.0.0:0"]);
    await command.waitForOutput("stop with Ctrl-C");
    command.child.kill("SIGTERM");
    const { code, stderr } = await command.done;
    expect(code).toBe(0);
    expect(stderr).toContain("Everybody who can reach 0.0.0.0 can read the metrics");
  });
});
