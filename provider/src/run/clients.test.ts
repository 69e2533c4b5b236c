/** Tests which clients and connections the resources of a process share. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { systemClock } from "../domain/clock";
import { Clients } from "./clients";

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const OTHER_ACCOUNT = "fedcba9876543210fedcba9876543210";

let server: Server;
let connections: number;
let baseUrl: string;
let clients: Clients;

beforeAll(async () => {
  server = createServer((_request, response) => response.end('{"default_asn":64512}'));
  server.on("connection", () => {
    connections += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/client/v4`;
});
beforeEach(() => {
  connections = 0;
  clients = new Clients(systemClock);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const credentials = (token: string, url = baseUrl) => ({
  baseUrl: url,
  headers: { authorization: `Bearer ${token}` },
});

describe("Clients", () => {
  it("returns the same client for the same account, API and credentials", () => {
    const client = clients.client(credentials("a"), ACCOUNT);
    expect(clients.client(credentials("a"), ACCOUNT)).toBe(client);
    expect(clients.client(credentials("a", `${baseUrl}/`), ACCOUNT)).toBe(client);
    expect(clients.client(credentials("b"), ACCOUNT)).not.toBe(client);
    expect(clients.client(credentials("a"), OTHER_ACCOUNT)).not.toBe(client);
  });

  it("reuses connections for all accounts with the same credentials", async () => {
    for (let request = 0; request < 10; request += 1) {
      await clients.client(credentials("c"), request % 2 ? ACCOUNT : OTHER_ACCOUNT).settings.get();
    }
    // undici may open a second connection before it notices that the first one is idle.
    expect(connections).toBeLessThanOrEqual(2);
  });

  it("opens at most sixteen connections for concurrent requests", async () => {
    await Promise.all(
      Array.from({ length: 200 }, () => clients.client(credentials("d"), ACCOUNT).settings.get()),
    );
    expect(connections).toBeLessThanOrEqual(16);
  });
});
