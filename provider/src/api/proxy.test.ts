/** Requests go through the proxy of the environment, and only where they should. */
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
  // Whatever is asked for, the fake API is what it leads to.
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

it.each(["http://", ""])("is asked where HTTP_PROXY names it (%s)", async (scheme) => {
  process.env.HTTP_PROXY = `${scheme}${address}`;
  await expect(ask("http://api.invalid/client/v4")).resolves.toEqual({ ok: true });
  expect(tunnels.map(({ to }) => to)).toEqual(["api.invalid:80"]);
  expect(api.received).toMatchObject([{ headers: { authorization: `Bearer ${TOKEN}` } }]);
});

it("is asked for a tunnel where HTTPS_PROXY names it, and never sees the token", async () => {
  process.env.HTTPS_PROXY = `http://someone:password@${address}`;
  // The fake API speaks no TLS, so the tunnel is all there is.
  await expect(ask("https://api.invalid/client/v4")).rejects.toThrow("no response");
  const [tunnel] = tunnels;
  expect(tunnel?.to).toBe("api.invalid:443");
  expect(tunnel?.headers).toHaveProperty("proxy-authorization");
  expect(JSON.stringify(tunnel)).not.toContain(TOKEN);
});

it("is named as what to check where it refuses", async () => {
  process.env.HTTP_PROXY = `http://${address}`;
  await expect(ask("http://refused.invalid/client/v4")).rejects.toThrow(
    /407.*HTTPS_PROXY if you use a proxy/,
  );
});

it("is left out where NO_PROXY says so", async () => {
  process.env.HTTP_PROXY = `http://${address}`;
  process.env.NO_PROXY = "*.invalid";
  await expect(ask("http://api.invalid/client/v4")).rejects.toThrow("ENOTFOUND");
  expect(tunnels).toEqual([]);
});

it("is left out for this machine: no proxy reaches the simulator here", async () => {
  process.env.HTTP_PROXY = `http://${address}`;
  await expect(ask(api.baseUrl)).resolves.toEqual({ ok: true });
  expect(tunnels).toEqual([]);
});

it("is told where it cannot be one, without its password", () => {
  process.env.HTTPS_PROXY = "socks5://someone:password@proxy:1080";
  expect(() => ask("https://api.invalid/client/v4")).toThrow(
    'HTTPS_PROXY is not the URL of an HTTP proxy. Set it to a URL such as "http://proxy:3128".',
  );
});
