/** All resources of a process share what is scarce: connections and budget. */
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

it("is one client for an account and its credentials", () => {
  const client = clients.client(credentials("a"), ACCOUNT);
  expect(clients.client(credentials("a"), ACCOUNT)).toBe(client);
  expect(clients.client(credentials("a", `${baseUrl}/`), ACCOUNT)).toBe(client);
  expect(clients.client(credentials("b"), ACCOUNT)).not.toBe(client);
  expect(clients.client(credentials("a"), OTHER_ACCOUNT)).not.toBe(client);
});

it("keeps its connections for all accounts of the same credentials", async () => {
  for (let look = 0; look < 10; look += 1) {
    await clients.client(credentials("c"), look % 2 ? ACCOUNT : OTHER_ACCOUNT).settings.get();
  }
  // undici may open a second before it sees that the first is idle again.
  expect(connections).toBeLessThanOrEqual(2);
});

it("opens no more than sixteen connections, whatever is asked at once", async () => {
  await Promise.all(
    Array.from({ length: 200 }, () => clients.client(credentials("d"), ACCOUNT).settings.get()),
  );
  expect(connections).toBeLessThanOrEqual(16);
});
