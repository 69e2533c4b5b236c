import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** A request that the server has had. */
export interface Received {
  method: string;
  /** With the query, below the base URL. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the server does with a request. */
export type Answer =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  /** Closes the connection without a word. */
  | "reset"
  /** Sends this much of a longer body, then closes the connection. */
  | { cutOff: string };

/** A server on loopback that answers as a test says and remembers what it was asked. */
export interface FakeApi {
  baseUrl: string;
  received: Received[];
  close(): Promise<void>;
}

/** Starts a server; text is sent as it is, anything else as JSON. */
export async function startFakeApi(answer: (request: Received) => Answer): Promise<FakeApi> {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    const request = {
      method: incoming.method ?? "",
      path: (incoming.url ?? "").replace("/client/v4", ""),
      headers: incoming.headers,
      body: await text(incoming),
    };
    received.push(request);
    send(response, answer(request));
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

function send(response: ServerResponse, answer: Answer): void {
  if (answer === "reset") {
    response.destroy();
  } else if ("cutOff" in answer) {
    response.writeHead(200, { "content-type": "application/json", "content-length": 1_000 });
    response.write(answer.cutOff, () => setImmediate(() => response.destroy()));
  } else {
    const { status = 200, headers, body } = answer;
    const isText = typeof body === "string";
    const type = isText ? "text/plain; charset=utf-8" : "application/json";
    response.writeHead(status, { "content-type": type, ...headers });
    response.end(isText ? body : JSON.stringify(body));
  }
}
