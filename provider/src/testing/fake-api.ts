import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** Request that the fake API received. */
export interface ReceivedRequest {
  method: string;
  /** Path below the base URL, with the query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** How the fake API responds to a request. */
export type FakeResponse =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  /** Closes the connection without a response. */
  | "reset"
  /** Sends the beginning of a longer body, then closes the connection. */
  | { cutOff: string };

/** Server on loopback that records requests and responds as a test specifies. */
export interface FakeApi {
  baseUrl: string;
  received: ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts a fake API. A body that is a string is sent as it is, any other as JSON. */
export async function startFakeApi(
  respond: (request: ReceivedRequest) => FakeResponse,
): Promise<FakeApi> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = {
      method: incoming.method ?? "",
      path: (incoming.url ?? "").replace("/client/v4", ""),
      headers: incoming.headers,
      body: await text(incoming),
    };
    received.push(request);
    send(outgoing, respond(request));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    baseUrl: `http://127.0.0.1:${port}/client/v4`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function send(outgoing: ServerResponse, response: FakeResponse): void {
  if (response === "reset") {
    outgoing.destroy();
  } else if ("cutOff" in response) {
    outgoing.writeHead(200, { "content-type": "application/json", "content-length": 1_000 });
    outgoing.write(response.cutOff, () => setImmediate(() => outgoing.destroy()));
  } else {
    const { status = 200, headers, body } = response;
    const isText = typeof body === "string";
    const type = isText ? "text/plain; charset=utf-8" : "application/json";
    outgoing.writeHead(status, { "content-type": type, ...headers });
    outgoing.end(isText ? body : JSON.stringify(body));
  }
}
