import type { Context } from "hono";
import type { AppEnv } from "../http/env";
import { editJson } from "./edit-json";
import type { CannedAnswer, Edit } from "./respond";

type C = Context<AppEnv>;

/** Replaces the response. Without clearing it first, Hono would keep the old response's headers. */
export function replaceResponse(c: C, response: Response): void {
  c.res = undefined;
  c.res = response;
}

function hasNoBody(status: number): boolean {
  return [204, 205, 304].includes(status);
}

export function createCannedResponse({ status, headers, body }: CannedAnswer): Response {
  if (body === undefined || hasNoBody(status)) {
    return new Response(null, { status, headers: headers ?? {} });
  }
  const text = typeof body === "string";
  return new Response(text ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": text ? "text/plain" : "application/json", ...headers },
  });
}

/** Returns the response with another body and without Content-Length. */
function replaceBody(
  { status, headers }: Response,
  body: string | Uint8Array<ArrayBuffer>,
): Response {
  const rest = new Headers(headers);
  rest.delete("content-length");
  const none = body.length === 0 || hasNoBody(status);
  return new Response(none ? null : body, { status, headers: rest });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Applies an edit to the response. Returns it unchanged if it is not JSON. */
export async function editResponse(answer: Response, edit: Edit): Promise<Response> {
  const json = parseJson(await answer.clone().text());
  return json === undefined ? answer : replaceBody(answer, JSON.stringify(editJson(json, edit)));
}

/** Cuts the body in half. An empty body becomes `{`. */
export async function garbleResponse(answer: Response): Promise<Response> {
  const text = await answer.text();
  const half = replaceBody(answer, text.slice(0, Math.floor(text.length / 2)) || "{");
  if (text === "") {
    half.headers.set("content-type", "application/json");
  }
  return half;
}

/** Sends part of the response with the Content-Length of the whole, and then closes the connection. */
export async function truncateResponse(c: C, share: number): Promise<Response> {
  const whole = new Uint8Array(await c.res.arrayBuffer());
  const part = replaceBody(c.res, whole.slice(0, Math.floor(whole.length * share)));
  if (whole.length > 0) {
    part.headers.set("content-length", String(whole.length));
  }
  const { incoming, outgoing } = c.env;
  outgoing.once("finish", () => incoming.socket.destroy());
  return part;
}
