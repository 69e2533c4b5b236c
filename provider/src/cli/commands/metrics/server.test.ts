import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { METRICS, sample } from "./metrics";
import { render } from "./render";
import { type MetricsServer, serveMetrics } from "./server";

let server: MetricsServer;
beforeAll(async () => {
  const samples = [
    sample("cni_up", { reading: "links" }, true),
    sample("cni_api_requests_total", {}, 7),
  ];
  server = await serveMetrics({ host: "127.0.0.1", port: 0 }, () => samples);
});
afterAll(() => server?.close());

async function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  const sent = request(server.url, { headers });
  sent.end();
  const [response] = await once(sent, "response");
  response.resume();
  return response.statusCode;
}

describe("the server", () => {
  it("serves OpenMetrics if the client accepts it", async () => {
    const accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";
    const response = await fetch(server.url, { headers: { accept } });
    expect(response.headers.get("content-type")).toBe(
      "application/openmetrics-text; version=1.0.0; charset=utf-8",
    );
    const body = await response.text();
    expect(body).toContain("# TYPE cni_api_requests counter\ncni_api_requests_total 7\n");
    expect(body).toMatch(/\n# EOF\n$/);
  });

  it("otherwise serves Prometheus' text format", async () => {
    const response = await fetch(server.url);
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    expect(await response.text()).toContain('cni_up{reading="links"} 1\n');
  });

  it("accepts only GET and HEAD of /metrics", async () => {
    const at = (path: string) => new URL(path, server.url);
    expect((await fetch(server.url, { method: "POST" })).status).toBe(405);
    expect((await fetch(at("/state"))).status).toBe(404);
    expect(await (await fetch(at("/"))).text()).toBe("Metrics are at /metrics\n");
    const head = await fetch(server.url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("refuses requests under another host name, which a page in a browser can send", async () => {
    expect(await statusFor({ host: "attacker.example" })).toBe(403);
    expect(await statusFor({ host: "localhost:19264" })).toBe(200);
  });

  it("names the option if the address is in use", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveMetrics({ host: "127.0.0.1", port }, () => [])).rejects.toThrow(
      `--listen: cannot listen on 127.0.0.1:${port}: `,
    );
  });
});

describe("render", () => {
  it("writes a hostile name on one line, escaped, inert and short", async () => {
    const port = `cni"}\n\x1b[31m\\ # EOF\u202e ${"x".repeat(1_000)}`;
    const { body } = await render([sample("cni_link_pending_seconds", { port }, 0)], "text");
    const lines = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^cni_link_pending_seconds\{port="cni\\"\} \\\\ # EOF +x{50,130}"\} 0$/,
    );
  });

  it("writes an infinite value as Prometheus does", async () => {
    const labels = { design: "d", direction: "to_customer", failure: "silent", bound: "most" };
    const samples = [sample("cni_outage_seconds", labels, Number.POSITIVE_INFINITY)];
    expect((await render(samples, "openmetrics")).body).toContain("} +Inf\n");
  });

  it("knows the metrics that docs/monitoring.md lists", () => {
    const page = readFileSync(join(__dirname, "../../../../../docs/monitoring.md"), "utf8");
    const rows = Object.entries(METRICS).map(([name, { help, labels }]) => {
      const words = labels.map((label) => `\`${label}\``).join(", ") || "–";
      return `| \`${name}\` | ${words} | ${help} |`;
    });
    expect(page.split("\n").filter((line) => line.startsWith("| `cni_"))).toEqual(rows);
  });

  it("explains every metric in one sentence without a full stop", () => {
    for (const { help } of Object.values(METRICS)) expect(help).toMatch(/^[A-Z1].*[^.]$/);
  });
});
