/** Tests the content of requests, and that errors never reveal the token or a key. */
import { z } from "zod";
import { rejection } from "../testing/engine";
import {
  type FakeApi,
  type FakeResponse,
  type ReceivedRequest,
  startFakeApi,
} from "../testing/fake-api";
import { ImpatientClock } from "../testing/fake-clock";
import { createHttp } from "./http";
import type { ApiRequest } from "./request";

const TOKEN = "the-api-token";
const MD5_KEY = "the-bgp-key";
const ORDER: ApiRequest = { method: "POST", path: "/it", body: { bgp: { md5_key: MD5_KEY } } };

let api: FakeApi;
let elsewhere: FakeApi;
let respond: (request: ReceivedRequest) => FakeResponse;

beforeAll(async () => {
  api = await startFakeApi((request) => respond(request));
  elsewhere = await startFakeApi(() => ({ body: {} }));
});
afterAll(async () => {
  await Promise.all([api.close(), elsewhere.close()]);
});

async function errorOf(
  request: ApiRequest,
  next: (request: ReceivedRequest) => FakeResponse,
): Promise<Error> {
  respond = next;
  const http = createHttp(
    { baseUrl: api.baseUrl, headers: { authorization: `Bearer ${TOKEN}` } },
    new ImpatientClock(),
  );
  return rejection(http.json(request, z.object({ id: z.string() })));
}

/** Returns every text of an error that a user or a log can see. */
function visibleTextOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  return [error.message, error.stack, JSON.stringify(error), visibleTextOf(error.cause)].join("\n");
}

it("sends the credentials, a user agent and a JSON body", async () => {
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

it.each([301, 302, 303, 307, 308])(
  "does not follow a redirect (%d), and names the redirect's origin in the error",
  async (status) => {
    const location = `${elsewhere.baseUrl}/it`;
    const get = await errorOf({ method: "GET", path: "/it" }, () => ({
      status,
      headers: { location },
    }));
    const post = await errorOf(ORDER, () => ({ status, headers: { location } }));
    expect(get.message).toContain(`GET /it: ${status} `);
    const { origin } = new URL(elsewhere.baseUrl);
    expect(get.message).toBe(
      `GET /it: ${status} redirects to ${origin}. Redirects are not followed, because they could send the credentials to another host. Set cloudflare:baseUrl to the URL of the API.`,
    );
    expect(post.message).toContain(`POST /it: ${status} redirects to ${origin}.`);
    expect(elsewhere.received).toEqual([]);
  },
);

it.each<[string, FakeResponse]>([
  ["an error", { status: 500, body: { error: "fault" } }],
  ["a reset", "reset"],
  ["a response without a required field", { body: { bgp: { md5_key: MD5_KEY } } }],
])("reveals neither the token nor the body after %s", async (_what, next) => {
  const error = await errorOf(ORDER, () => next);
  expect(visibleTextOf(error)).not.toContain(TOKEN);
  expect(visibleTextOf(error)).not.toContain(MD5_KEY);
});

it.each<[string, (request: ReceivedRequest) => FakeResponse]>([
  ["as text", ({ body }) => ({ status: 400, body: `cannot parse ${body}` })],
  ["as JSON", () => ({ status: 400, body: { error: `md5_key ${MD5_KEY} is too long` } })],
  ["in an envelope", () => ({ status: 400, body: { errors: [{ message: `bad: ${MD5_KEY}` }] } })],
])("hides a key if the response quotes the request body %s", async (_form, echo) => {
  expect(visibleTextOf(await errorOf(ORDER, echo))).not.toContain(MD5_KEY);
});

it.each([
  ["with a backslash and two spaces", "back\\slash  spaces"],
  ["with angle brackets", "left<middle>right"],
])("hides a key %s if the response quotes the body", async (_what, key) => {
  const request = { ...ORDER, body: { bgp: { md5_key: key } } };
  const error = await errorOf(request, ({ body }) => ({ status: 400, body: `cannot: ${body}` }));
  for (const part of key.split(/[^a-z]+/)) expect(error.message).not.toContain(part);
});

it("hides the beginning of a key at the end of a truncated response", async () => {
  const error = await errorOf(ORDER, () => ({
    status: 400,
    body: `${"x".repeat(110)} ${MD5_KEY}`,
  }));
  expect(error.message).not.toContain("the-bgp");
});

it("keeps the message readable if a key consists of one letter", async () => {
  const request = { ...ORDER, body: { bgp: { md5_key: "e" } } };
  const error = await errorOf(request, () => ({
    status: 400,
    body: { error: "the name is taken" },
  }));
  expect(error.message).toContain("the name is taken");
});

it("hides the token if a proxy quotes it in an HTML page", async () => {
  const error = await errorOf(ORDER, ({ headers }) => ({
    status: 502,
    headers: { "content-type": "text/html" },
    body: `<p>Your request: authorization: ${headers.authorization}</p>`,
  }));
  expect(visibleTextOf(error)).not.toContain(TOKEN);
});

it("does not quote a truncated object, which may contain the BGP key", async () => {
  const error = await errorOf({ method: "GET", path: "/it" }, () => ({
    headers: { "content-type": "application/json" },
    body: `{"bgp":{"customer_asn":65010,"md5_key":"${MD5_KEY}","extra_pre`,
  }));
  expect(visibleTextOf(error)).not.toContain(MD5_KEY);
});

const SECRETS = {
  token: 'Tok3n_with-&<>/"signs',
  "MD5 key": "Md5&key/with<every>sign%\\",
  "pairing key": "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1",
};
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const eachCharacter = (write: (code: number) => string) => (text: string) =>
  [...text].map((one) => write(one.charCodeAt(0))).join("");
const hex = (code: number) => code.toString(16);
const base64 = (before: string) => (text: string) =>
  Buffer.from(`${before}${text}, and more`).toString("base64");
const ENCODINGS: Record<string, (secret: string) => string> = {
  unchanged: (text) => text,
  "in JSON": json,
  "in JSON with escaped solidi": (text) => json(text).replaceAll("/", "\\/"),
  "in JSON with \\u escapes": eachCharacter((code) => `\\u${hex(code).padStart(4, "0")}`),
  "in JSON within JSON": (text) => json(json(text)),
  "in named HTML entities": (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("/", "&sol;"),
  "in decimal HTML entities": eachCharacter((code) => `&#${code};`),
  "in hexadecimal HTML entities": eachCharacter((code) => `&#x${hex(code)};`),
  "percent-encoded": encodeURIComponent,
  "percent-encoded in lower case": eachCharacter((code) => `%${hex(code)}`),
  "percent-encoded in upper case": eachCharacter((code) => `%${hex(code).toUpperCase()}`),
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "in base64": base64(""),
  "in base64 at an offset of one byte": base64("a"),
  "in base64 at an offset of two bytes": base64("ab"),
  "in base64url": (text) => Buffer.from(text).toString("base64url"),
  "in hexadecimal": (text) => Buffer.from(text).toString("hex"),
  "in another case": (text) => text.toUpperCase(),
  "by its first 6 characters": (text) => text.slice(0, 6),
  "by its last 6 characters": (text) => text.slice(-6),
  "without its beginning and its end": (text) => text.slice(3, -3),
};
const PLACES: Record<string, (echo: string) => unknown> = {
  "the message of an envelope": (echo) => ({ errors: [{ message: `refused: ${echo} here` }] }),
  text: (echo) => `refused: ${echo} here`,
  "a page": (echo) => `<p>refused: ${echo} here</p>`,
};

describe.each(Object.entries(PLACES))("redacting %s", (_place, bodyOf) => {
  it.each(Object.keys(ENCODINGS))("hides a secret that the response quotes %s", async (name) => {
    for (const secret of Object.values(SECRETS)) {
      const echo = ENCODINGS[name]?.(secret) ?? "";
      const http = createHttp(
        {
          baseUrl: api.baseUrl,
          headers: { authorization: `Bearer ${SECRETS.token}` },
        },
        new ImpatientClock(),
      );
      respond = () => ({ status: 409, body: bodyOf(echo) });
      const body = { pairing_key: SECRETS["pairing key"], bgp: { md5_key: SECRETS["MD5 key"] } };
      const error = await rejection(
        http.json({ method: "POST", path: "/it", body }, z.object({ id: z.string() })),
      );
      // Removing the tags also removes the characters that look like a tag.
      expect(error.message).toMatch(/refused: (\[secret\]\S*|\S{0,3}\[secret\]\S{0,20}) here/);
      expect(visibleTextOf(error)).not.toContain(echo);
    }
  });
});

it.each<[string, unknown]>([
  ["JSON in a message", { errors: [{ message: 'has {"md5_key":"an older key"}' }] }],
  ["JSON as text", 'has {"bgp":{"md5_key": "an older key", "x": 1'],
  ["a page", "<p>{&quot;pairing_key&quot;:&quot;an older key&quot;}</p>"],
  ["a query", "has md5_key=an-older-key&x=1"],
])("hides a key that this process never sent if it follows its name in %s", async (_in, body) => {
  const error = await errorOf({ method: "GET", path: "/it" }, () => ({ status: 409, body }));
  expect(error.message).toContain("[secret]");
  expect(visibleTextOf(error)).not.toMatch(/older/);
});

it("hides a key that an earlier response contained", async () => {
  const http = createHttp({ baseUrl: api.baseUrl, headers: {} }, new ImpatientClock());
  const schema = z.object({ id: z.string() });
  respond = () => ({ body: { id: "1", bgp: { md5_key: 'an older "key"' } } });
  await http.json({ method: "GET", path: "/it" }, schema);
  respond = () => ({ status: 409, body: { error: 'conflicts with an older "key" of it' } });
  const error = await rejection(http.json({ method: "GET", path: "/it" }, schema));
  expect(error.message).toContain("409 conflicts with [secret] of it");
});

it("sets no cause, because it might contain bytes of the response", async () => {
  expect((await errorOf(ORDER, () => "reset")).cause).toBeUndefined();
});

it("makes the text of a response safe to display", async () => {
  const text = "a <{%x%}> \u001b]52;c;aGk=\u0007\u001b[2J\u202e\n::error::b";
  for (const body of [{ error: text }, text]) {
    const error = await errorOf({ method: "GET", path: "/it" }, () => ({ status: 400, body }));
    // In an HTML page, this text is removed with the tags.
    expect(error.message).toMatch(/a (<\{ %x% \}>)?\s+::error::b/);
  }
});

it("searches only the beginning of a long response", async () => {
  const searched: number[] = [];
  const replace = RegExp.prototype[Symbol.replace];
  const spy = jest.spyOn(RegExp.prototype, Symbol.replace).mockImplementation(function (
    this: RegExp,
    text: string,
    ...rest
  ) {
    searched.push(text.length);
    return Reflect.apply(replace, this, [text, ...rest]);
  });
  try {
    for (const body of ["<".repeat(4_000_000), { error: "<style>".repeat(500_000) }]) {
      const error = await errorOf({ method: "GET", path: "/it" }, () => ({ status: 400, body }));
      expect(error.message.length).toBeLessThan(500);
    }
  } finally {
    spy.mockRestore();
  }
  expect(searched).not.toEqual([]);
  expect(Math.max(...searched)).toBeLessThanOrEqual(16_384);
});
