/** Tests proxies from the environment and the hosts that bypass them. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { connect } from "node:net";
import { z } from "zod";
import { type FakeApi, startFakeApi } from "../testing/fake-api";
import { ImpatientClock } from "../testing/fake-clock";
import { createHttp } from "./http";

const VARIABLES = [
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
];
const TOKEN = "the-api-token";

let api: FakeApi;
let proxy: Server;
let address: string;
let tunnels: { to?: string; headers: IncomingHttpHeaders }[];
let before: Record<string, string | undefined>;

beforeAll(async () => {
  api = await startFakeApi(() => ({ body: { ok: true } }));
  const { port } = new URL(api.baseUrl);
  proxy = createServer();
  // Every tunnel leads to the fake API, whichever host is requested.
  proxy.on("connect", ({ url, headers }, socket) => {
    tunnels.push({ to: url, headers });
    if (url?.startsWith("refused")) return socket.end("HTTP/1.1 407 No\r\n\r\n");
    const target = connect(Number(port), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    socket.on("error", () => target.destroy());
    target.on("error", () => socket.destroy());
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const at = proxy.address();
  address = `127.0.0.1:${typeof at === "object" ? at?.port : ""}`;
});
beforeEach(() => {
  tunnels = [];
  api.received.length = 0;
  before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
  for (const name of VARIABLES) delete process.env[name];
});
afterEach(() => {
  for (const name of VARIABLES) {
    const value = before[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await api.close();
});

function ask(baseUrl: string) {
  const http = createHttp(
    { baseUrl, headers: { authorization: `Bearer ${TOKEN}` } },
    new ImpatientClock(),
  );
  return http.json({ method: "GET", path: "/it" }, z.object({ ok: z.boolean() }));
}

it.each(["http://", ""])(
  "sends http requests through the proxy in HTTP_PROXY (scheme: %j)",
  async (scheme) => {
    process.env.HTTP_PROXY = `${scheme}${address}`;
    await expect(ask("http://api.invalid/client/v4")).resolves.toEqual({ ok: true });
    expect(tunnels.map(({ to }) => to)).toEqual(["api.invalid:80"]);
    expect(api.received).toMatchObject([{ headers: { authorization: `Bearer ${TOKEN}` } }]);
  },
);

it("tunnels https requests through the proxy in HTTPS_PROXY, which never sees the token", async () => {
  process.env.HTTPS_PROXY = `http://someone:password@${address}`;
  // The fake API does not support TLS, so the request fails after the tunnel is open.
  await expect(ask("https://api.invalid/client/v4")).rejects.toThrow("no response");
  const [tunnel] = tunnels;
  expect(tunnel?.to).toBe("api.invalid:443");
  expect(tunnel?.headers).toHaveProperty("proxy-authorization");
  expect(JSON.stringify(tunnel)).not.toContain(TOKEN);
});

it("advises the user to check HTTPS_PROXY if the proxy refuses the request", async () => {
  process.env.HTTP_PROXY = `http://${address}`;
  await expect(ask("http://refused.invalid/client/v4")).rejects.toThrow(
    /407.*HTTPS_PROXY if you use a proxy/,
  );
});

it("bypasses the proxy for hosts in NO_PROXY", async () => {
  process.env.HTTP_PROXY = `http://${address}`;
  process.env.NO_PROXY = "*.invalid";
  await expect(ask("http://api.invalid/client/v4")).rejects.toThrow("ENOTFOUND");
  expect(tunnels).toEqual([]);
});

it("bypasses the proxy for loopback hosts, because a proxy cannot reach the simulator", async () => {
  process.env.HTTP_PROXY = `http://${address}`;
  await expect(ask(api.baseUrl)).resolves.toEqual({ ok: true });
  expect(tunnels).toEqual([]);
});

it("rejects a proxy URL that is not HTTP, without quoting its password", () => {
  process.env.HTTPS_PROXY = "socks5://someone:password@proxy:1080";
  expect(() => ask("https://api.invalid/client/v4")).toThrow(
    'HTTPS_PROXY is not the URL of an HTTP proxy. Set it to a URL such as "http://proxy:3128".',
  );
});
