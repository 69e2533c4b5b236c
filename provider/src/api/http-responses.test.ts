/** Tests the result or error of a request for each kind of response. */
import { z } from "zod";
import { type FakeApi, type FakeResponse, startFakeApi } from "../testing/fake-api";
import { ImpatientClock } from "../testing/fake-clock";
import { type ApiError, isApiError } from "./errors";
import { createHttp, type Http } from "./http";

const port = z.looseObject({ name: z.string() });

let api: FakeApi;
let http: Http;
let response: FakeResponse;

beforeAll(async () => {
  api = await startFakeApi(() => response);
  http = createHttp(
    { baseUrl: api.baseUrl, headers: { authorization: "Bearer the-token" } },
    new ImpatientClock(),
  );
});
afterAll(async () => {
  await api.close();
});

/** Returns the error with which a GET request rejects after this response. */
async function errorOf(next: FakeResponse, path = "/it"): Promise<ApiError> {
  response = next;
  try {
    await http.json({ method: "GET", path }, port);
  } catch (error) {
    if (isApiError(error)) return error;
    throw error;
  }
  throw new Error("the request succeeded");
}

it("returns the parsed body of a successful response", async () => {
  response = { body: { name: "cni-1", added_later: true } };
  await expect(http.json({ method: "GET", path: "/it" }, port)).resolves.toEqual({
    name: "cni-1",
    added_later: true,
  });
});

it("ignores the body of a successful response if the caller expects none", async () => {
  response = { status: 204 };
  await expect(http.done({ method: "DELETE", path: "/it" })).resolves.toBeUndefined();
  response = { body: "<p>deleted</p>" };
  await expect(http.done({ method: "DELETE", path: "/it" })).resolves.toBeUndefined();
});

it.each([
  [
    "cni/interconnects/cni-ewr-a-1/status",
    "Check that cni-ewr-a-1 exists in this account. List its interconnects and sessions with `npx pulumi-cloudflare-cni status`.",
  ],
  [
    "cni/interconnects/no%20name",
    "Check that no name exists in this account. List its interconnects and sessions with `npx pulumi-cloudflare-cni status`.",
  ],
  [
    "cni/cnis/4a-2",
    "Check that 4a-2 exists in this account. List its interconnects and sessions with `npx pulumi-cloudflare-cni status`.",
  ],
  [
    "magic/cf_interconnects/4a-2",
    "Check that 4a-2 exists in this account. List its interconnects and sessions with `npx pulumi-cloudflare-cni status`.",
  ],
  [
    "cni/slots/9b-1",
    "Check that 9b-1 exists in this account. List its slots with `npx pulumi-cloudflare-cni slots`.",
  ],
  ["cni/interconnects", "Check the account ID and cloudflare:baseUrl, which ends with /client/v4."],
])("names the missing object in the error after a 404 for %s", async (path, way) => {
  const { message } = await errorOf({ status: 404 }, `/accounts/0123456789abcdef/${path}`);
  expect(message).toContain(way);
});

it.each<[number, string, string]>([
  [400, "refused", ""],
  [401, "credentials", "Check CLOUDFLARE_API_TOKEN"],
  [403, "permission", "Check the account ID, grant the token 'Magic WAN Write'"],
  [404, "not-found", "Check the account ID"],
  [409, "conflict", ""],
  [500, "remote", "Run the command again"],
  [520, "remote", "Run the command again"],
])(
  "converts status %d to an error of kind %s with the matching advice",
  async (status, kind, way) => {
    const error = await errorOf({ status, body: { error: "it failed" } });
    expect(error.details).toMatchObject({ kind, status });
    expect(error.message).toContain(`GET /it: ${status} it failed`);
    expect(error.message).toContain(way);
  },
);

it.each([
  [403, "The account is not entitled to Network Interconnect"],
  [400, "account is not entitled to BGP"],
  [400, "Magic WAN is not enabled for this account"],
  [402, "this needs a subscription"],
])(
  'converts status %d with the error "%s" to an error of kind entitlement',
  async (status, error) => {
    const { details, message } = await errorOf({ status, body: { error } });
    expect(details.kind).toBe("entitlement");
    expect(message).toContain("Ask your Cloudflare account team to enable it");
  },
);

it("does not treat an error about an unavailable speed as a missing entitlement", async () => {
  const { details } = await errorOf({ status: 400, body: { error: "speed is not available" } });
  expect(details.kind).toBe("refused");
});

it("rejects a response that exceeds the size limit", async () => {
  const { details } = await errorOf({ body: "x".repeat(17 * 1024 * 1024) });
  expect(details).toMatchObject({ kind: "unreachable" });
});

it("quotes Cloudflare's error message, code and ray ID", async () => {
  const error = await errorOf({
    status: 400,
    headers: { "cf-ray": "8f0a1b2c3d4e5f60-EWR" },
    body: { success: false, errors: [{ code: 1004, message: "No such slot." }], result: null },
  });
  expect(error.message).toBe(
    "GET /it: 400 No such slot (code 1004, ray 8f0a1b2c3d4e5f60-EWR). Correct the problem that Cloudflare reports, then run the command again.",
  );
});

it.each([
  ["bare JSON with an error", { error: "slot is occupied" }, "400 slot is occupied."],
  ["bare JSON with a message", { message: "slot is occupied" }, "400 slot is occupied."],
  ["an envelope without errors", { success: false, errors: [] }, '400 with application/json "{'],
  ["other JSON", { detail: 7 }, '400 with application/json "{"detail":7}".'],
  ["a JSON string", '"slot is occupied"', '400 with text/plain ""slot is occupied"".'],
  ["text", "slot is\n  occupied", '400 with text/plain "slot is occupied".'],
  ["empty", "", "400 with an empty body."],
])("quotes an error response that contains %s", async (_what, body, expected) => {
  const { message } = await errorOf({ status: 400, body });
  expect(message).toContain(`GET /it: ${expected}`);
});

it("quotes the text of an HTML page without its tags, styles and scripts", async () => {
  const { message } = await errorOf({
    status: 502,
    headers: { "content-type": "text/html" },
    body: "<html><style>p { color: red }</style><script>alert(1)</script><h1>Bad <b>gateway</b></h1></html>",
  });
  expect(message).toContain('502 with text/html "Bad gateway".');
});

it("truncates a long error message", async () => {
  const { message } = await errorOf({ status: 400, body: "x".repeat(5_000) });
  expect(message.length).toBeLessThan(350);
});

it("puts an error message with line breaks on one line", async () => {
  const { message } = await errorOf({ status: 400, body: { error: "first\nsecond" } });
  expect(message).not.toContain("\n");
});

it.each<[string, FakeResponse]>([
  ["text", { body: "welcome to the hotel network" }],
  ["an empty body", { body: "" }],
  ["truncated JSON", { headers: { "content-type": "application/json" }, body: '{"name":"cni' }],
  ["JSON without a required field", { body: { title: "cni-1" } }],
  ["a list in place of an object", { body: [] }],
])("rejects a successful response that contains %s as unreadable", async (_what, next) => {
  const error = await errorOf(next);
  expect(error.details).toMatchObject({ kind: "unreadable", status: 200 });
  expect(error.message).toContain("Check that cloudflare:baseUrl points to the API");
});

it("names the field of a response that has an unexpected type", async () => {
  const { message } = await errorOf({ body: { name: 7 } });
  expect(message).toContain("name: Invalid input: expected string, received number");
});

it.each<FakeResponse>(["reset", { cutOff: '{"name":' }])(
  "reports that there was no response if the connection breaks: %j",
  async (next) => {
    const error = await errorOf(next);
    expect(error.details).toMatchObject({ kind: "unreachable" });
    expect(error.message).toContain("GET /it: no response (");
  },
);

it("reports that there was no response if the connection is refused", async () => {
  const gone = await startFakeApi(() => "reset");
  await gone.close();
  const lost = createHttp({ baseUrl: gone.baseUrl, headers: {} }, new ImpatientClock());
  await expect(lost.json({ method: "GET", path: "/it" }, port)).rejects.toMatchObject({
    details: { kind: "unreachable" },
    message: expect.stringMatching(/ECONNREFUSED.*Check the network and cloudflare:baseUrl/),
  });
});

it("sends the defined query parameters and omits the undefined ones", async () => {
  response = { body: { name: "cni-1" } };
  const query = { cursor: 0, site: undefined, type: "direct" };
  await http.json({ method: "GET", path: "/it", query }, port);
  expect(api.received.at(-1)?.path).toBe("/it?cursor=0&type=direct");
});
