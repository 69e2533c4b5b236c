/** What leaves the process, and what must never be told: the token, and the BGP key in a body. */
import { z } from "zod";
import { rejection } from "../testing/engine";
import { type Answer, type FakeApi, type Received, startFakeApi } from "../testing/fake-api";
import { type ApiRequest, createHttp } from "./http";

// The pauses between two tries.
jest.mock("node:timers/promises", () => ({ setTimeout: async () => {} }));

const TOKEN = "the-api-token";
const MD5_KEY = "the-bgp-key";
const ORDER: ApiRequest = { method: "POST", path: "/it", body: { bgp: { md5_key: MD5_KEY } } };

let api: FakeApi;
let elsewhere: FakeApi;
let answer: (request: Received) => Answer;

beforeAll(async () => {
  api = await startFakeApi((request) => answer(request));
  elsewhere = await startFakeApi(() => ({ body: {} }));
});
afterAll(async () => {
  await Promise.all([api.close(), elsewhere.close()]);
});

async function errorOf(request: ApiRequest, next: (request: Received) => Answer): Promise<Error> {
  answer = next;
  const http = createHttp({ baseUrl: api.baseUrl, headers: { authorization: `Bearer ${TOKEN}` } });
  return rejection(http.json(request, z.object({ id: z.string() })));
}

/** All that a user or a log could come to see of an error. */
function told(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  return [error.message, error.stack, JSON.stringify(error), told(error.cause)].join("\n");
}

it("sends the credentials, who asks, and JSON", async () => {
  await errorOf(ORDER, () => ({ status: 400 }));
  expect(api.received.at(-1)).toMatchObject({
    headers: {
      authorization: `Bearer ${TOKEN}`,
      accept: "application/json",
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^pulumi-cloudflare-cni\/\d+\.\d+\.\d+/),
    },
    body: '{"bgp":{"md5_key":"the-bgp-key"}}',
  });
});

it.each([301, 302, 303, 307, 308])("does not follow a redirect (%d)", async (status) => {
  const location = `${elsewhere.baseUrl}/it`;
  const get = await errorOf({ method: "GET", path: "/it" }, () => ({
    status,
    headers: { location },
  }));
  const post = await errorOf(ORDER, () => ({ status, headers: { location } }));
  expect(get.message).toContain(`GET /it: ${status} `);
  const { origin } = new URL(elsewhere.baseUrl);
  expect(get.message).toBe(
    `GET /it: ${status} redirects to ${origin}. Redirects are not followed, so that the credentials go nowhere else; set cloudflare:baseUrl to the API itself.`,
  );
  expect(post.message).toContain(`POST /it: ${status} redirects to ${origin}.`);
  expect(elsewhere.received).toEqual([]);
});

it.each<[string, Answer]>([
  ["an error", { status: 500, body: { error: "fault" } }],
  ["a reset", "reset"],
  ["an answer that does not fit", { body: { bgp: { md5_key: MD5_KEY } } }],
])("tells neither token nor body after %s", async (_what, next) => {
  const error = await errorOf(ORDER, () => next);
  expect(told(error)).not.toContain(TOKEN);
  expect(told(error)).not.toContain(MD5_KEY);
});

it.each<[string, (request: Received) => Answer]>([
  ["as text", ({ body }) => ({ status: 400, body: `cannot parse ${body}` })],
  ["as JSON", () => ({ status: 400, body: { error: `md5_key ${MD5_KEY} is too long` } })],
  ["in an envelope", () => ({ status: 400, body: { errors: [{ message: `bad: ${MD5_KEY}` }] } })],
])("does not repeat a body that an error quotes %s", async (_form, echo) => {
  expect(told(await errorOf(ORDER, echo))).not.toContain(MD5_KEY);
});

it.each([
  ["with a backslash and two spaces", "back\\slash  spaces"],
  ["with angle brackets", "left<middle>right"],
])("does not repeat a body with a key %s that an error quotes", async (_what, key) => {
  const request = { ...ORDER, body: { bgp: { md5_key: key } } };
  const error = await errorOf(request, ({ body }) => ({ status: 400, body: `cannot: ${body}` }));
  for (const part of key.split(/[^a-z]+/)) expect(error.message).not.toContain(part);
});

it("does not repeat the beginning of a key where a long answer is cut", async () => {
  const error = await errorOf(ORDER, () => ({
    status: 400,
    body: `${"x".repeat(110)} ${MD5_KEY}`,
  }));
  expect(error.message).not.toContain("the-bgp");
});

it("stays readable although a key is a single letter", async () => {
  const request = { ...ORDER, body: { bgp: { md5_key: "e" } } };
  const error = await errorOf(request, () => ({
    status: 400,
    body: { error: "the name is taken" },
  }));
  expect(error.message).toContain("the name is taken");
});

it("does not repeat a token that a proxy's page quotes", async () => {
  const error = await errorOf(ORDER, ({ headers }) => ({
    status: 502,
    headers: { "content-type": "text/html" },
    body: `<p>Your request: authorization: ${headers.authorization}</p>`,
  }));
  expect(told(error)).not.toContain(TOKEN);
});

it("does not quote what came of an object whose end is missing: it may hold the BGP key", async () => {
  const error = await errorOf({ method: "GET", path: "/it" }, () => ({
    headers: { "content-type": "application/json" },
    body: `{"bgp":{"customer_asn":65010,"md5_key":"${MD5_KEY}","extra_pre`,
  }));
  expect(told(error)).not.toContain(MD5_KEY);
});
