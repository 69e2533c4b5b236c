/** HTTP server of the metrics. It answers from memory and accepts only requests that read. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { messageOf } from "../../../domain/errors";
import { isLoopback } from "../../../domain/loopback";
import { usageError } from "../../cli-error";
import type { Sample } from "./metrics";
import { type Rendered, render } from "./render";

export interface ListenAddress {
  host: string;
  port: number;
}

export interface MetricsServer {
  url: string;
  close(): Promise<void>;
}

/** Starts the server. Throws a usage error if the address cannot be used. */
export async function serveMetrics(
  { host, port }: ListenAddress,
  samples: () => readonly Sample[],
): Promise<MetricsServer> {
  // A page in a browser can reach loopback under a name of its own, which a check of the name prevents.
  const onlyLoopback = isLoopback(host);
  const server = createServer((request, response) => {
    respond(request, onlyLoopback, samples).then(
      (answer) => send(request, response, answer),
      () => send(request, response, text(500, "internal error")),
    );
  });
  server.listen(port, host.replace(/^\[|\]$/g, ""));
  try {
    await once(server, "listening");
  } catch (error) {
    throw usageError(
      `--listen: cannot listen on ${host}:${port}: ${messageOf(error)}. Choose another address.`,
    );
  }
  const address = server.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host}:${actualPort}/metrics`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

interface Answer extends Rendered {
  status: number;
}

async function respond(
  { method = "", url = "", headers }: IncomingMessage,
  onlyLoopback: boolean,
  samples: () => readonly Sample[],
): Promise<Answer> {
  if (onlyLoopback && !isLoopback(hostnameOf(headers.host))) {
    return text(403, "Address this exporter as 127.0.0.1 or localhost");
  }
  if (method !== "GET" && method !== "HEAD") return text(405, "Only GET is allowed");
  const path = url.split("?")[0];
  if (path === "/") return text(200, "Metrics are at /metrics");
  if (path !== "/metrics") return text(404, "Metrics are at /metrics");
  const acceptsOpenMetrics = headers.accept?.includes("application/openmetrics-text") ?? false;
  return { status: 200, ...(await render(samples(), acceptsOpenMetrics ? "openmetrics" : "text")) };
}

function hostnameOf(host: string | undefined): string {
  return host !== undefined && URL.canParse(`http://${host}`)
    ? new URL(`http://${host}`).hostname
    : "";
}

function text(status: number, body: string): Answer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${body}\n` };
}

function send({ method }: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    "content-type": answer.contentType,
    "cache-control": "no-store",
  });
  response.end(method === "HEAD" ? undefined : answer.body);
}
