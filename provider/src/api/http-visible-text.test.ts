/** Tests which text redaction keeps in an error message although a known secret contains it. */

import { z } from "zod";
import { systemClock } from "../domain/clock";
import { rejection } from "../testing/engine";
import { type FakeApi, startFakeApi } from "../testing/fake-api";
import { createHttp, type Http } from "./http";

const THING = z.object({ id: z.string() });
const PAIRING_KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1";
const CREDENTIALS = { authorization: "Bearer the-api-token" };

let api: FakeApi;
let next: { status: number; body: unknown };

beforeAll(async () => {
  api = await startFakeApi(() => next);
});
afterAll(() => api.close());

const openHttp = (headers: Record<string, string> = CREDENTIALS): Http =>
  createHttp({ baseUrl: api.baseUrl, headers }, systemClock);

async function send(http: Http, md5Key: string): Promise<void> {
  next = { status: 200, body: { id: "1" } };
  await http.json({ method: "PUT", path: "/it", body: { bgp: { md5_key: md5Key } } }, THING);
}

async function errorOf(http: Http, message: string, status = 409): Promise<Error> {
  next = { status, body: { errors: [{ message }] } };
  return rejection(http.json({ method: "GET", path: "/it" }, THING));
}

/** Returns Cloudflare's error message after redaction in a process that has sent these keys. */
async function shown(message: string, ...keys: string[]): Promise<string> {
  const http = openHttp();
  for (const key of keys) await send(http, key);
  const [, text = ""] = /409 (.*?)\. The name/.exec((await errorOf(http, message)).message) ?? [];
  return text;
}

it.each([
  ["slot", "the slot is occupied, like other slots"],
  ["port", "supported ports are reported elsewhere"],
  ["occupied", "Slot 1 is Occupied"],
  ["2024", "since 2024-01-01, see v1.2024.3 and 120245"],
  ["ab12", "id ab123 and xab12 and ab12-cd34"],
  ["session-1", "this session is one of 10 sessions"],
  ["interconnect-ewr", "no such interconnect, as in interconnections"],
  ["interconnect-ewr", "no interconnect-ord in this account"],
  ["my-permission-7", "permission denied"],
  ["Production-2024", "the account is in production"],
  ["sessionkey1", "no such session"],
  [PAIRING_KEY, "no capacity in us-east4, as in any region"],
])("keeps ordinary text if the key is %j: %s", async (key, message) => {
  expect(await shown(message, key)).toBe(message);
});

it.each([
  ["slot", "md5_key=slot", "md5_key=[secret]"],
  ["slot", 'MD5 key "slot" is bad', 'MD5 key "[secret]" is bad'],
  ["2024", "bad: 2024", "bad: [secret]"],
  ["ab12", '"ab12", ab12. (ab12)', '"[secret]", [secret]. ([secret])'],
  ["session-1", "bad: session-1", "bad: [secret]"],
  ["session-1", "bad: session…", "bad: [secret]…"],
  ["session-1", "bad: session... is refused", "bad: [secret]... is refused"],
  ["9-interconnect", "bad: …interconnect", "bad: …[secret]"],
  ["interconnect-ewr", "bad: interconnect-e", "bad: [secret]"],
  ["Production-2024", "bad: production-2", "bad: [secret]"],
  ["swordfish", "bad: swordfish, swordf, rdfish", "bad: [secret], [secret], [secret]"],
  ["qxzvbnmkjh", "bad: qxzvbn", "bad: [secret]"],
  ['key"signs', 'bad: "signs', "bad: [secret]"],
  [PAIRING_KEY, "bad: us-east4/1", "bad: [secret]"],
  ["kR7v-pQ2m", "bad: kR7v-p", "bad: [secret]"],
  ["kéy-🔑-of-now", "bad: kéy-🔑-of-now, kéy-🔑-", "bad: [secret], [secret]"],
])("hides the key %j in %j", async (key, message, expected) => {
  expect(await shown(message, key)).toBe(expected);
});

it.each([
  "MD5 key: required",
  "MD5 key: must have 1 to 80 characters",
  "md5_key: invalid; pairing key: missing",
  "bgp.md5_key: Required.",
])("keeps the validation rule in %j", async (message) => {
  expect(await shown(message)).toBe(message.replace(/\.$/, ""));
});

it.each([
  ["MD5 key: requiredx9 is short", "MD5 key: [secret] is short"],
  ["md5_key=required", "md5_key=[secret]"],
  ['md5_key: "required"', 'md5_key: "[secret]"'],
  ["MD5 key: hunter", "MD5 key: [secret]"],
])("hides the value in %j, which is not a validation rule", async (message, expected) => {
  expect(await shown(message)).toBe(expected);
});

it("hides the API key and keeps the e-mail address of the credentials", async () => {
  const http = openHttp({ "x-auth-email": "ops@cloudflare.com", "x-auth-key": "1c0ffee2decade3" });
  const { message } = await errorOf(
    http,
    "1c0ffee2decade3 of ops@cloudflare.com, see developers.cloudflare.com",
  );
  expect(message).toContain("[secret] of ops@cloudflare.com, see developers.cloudflare.com");
});

describe("error kinds", () => {
  const words = "Your account is not entitled to this";

  it("determines the kind of an error from Cloudflare's error message before redaction", async () => {
    const http = openHttp();
    for (const key of ["entitled", "not entitled to"]) await send(http, key);
    expect(await errorOf(http, words, 403)).toMatchObject({ details: { kind: "entitlement" } });
  });

  it("does not determine the kind of an error from a key that the API quotes next to its name", async () => {
    const http = openHttp();
    const refused = await errorOf(http, 'md5_key "not entitled" and slot is occupied', 403);
    expect(refused).toMatchObject({ details: { kind: "permission", slotOccupied: true } });
    const other = await errorOf(http, 'md5_key "occupied" is too short', 400);
    expect(other).toMatchObject({ details: { kind: "refused", slotOccupied: false } });
  });

  it("stores the kind of an error without the text that determined it", async () => {
    const http = openHttp();
    await send(http, "is occupied-by-me");
    const error = await errorOf(http, "Slot 1 is occupied-by-me");
    expect(error).toMatchObject({ details: { slotOccupied: true } });
    expect(JSON.stringify([error, error.message, error.cause])).not.toContain("by-me");
  });
});

/** Counts the calls of string methods while a function runs. */
async function operationsOnText(run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const methods = Object.entries(Object.getOwnPropertyDescriptors(String.prototype)).filter(
    ([name, { value }]) => typeof value === "function" && name !== "constructor",
  );
  for (const [name, descriptor] of methods) {
    Object.defineProperty(String.prototype, name, {
      ...descriptor,
      value(this: string, ...args: unknown[]) {
        count += 1;
        return Reflect.apply(descriptor.value, this, args);
      },
    });
  }
  try {
    await run();
  } finally {
    for (const [name, descriptor] of methods) {
      Object.defineProperty(String.prototype, name, descriptor);
    }
  }
  return count;
}

describe("cost of redacting an error message", () => {
  const randomKey = (number: number) => Buffer.from(`${number * 7_919}key`).toString("base64url");
  const LONG = "An answer of many words, one after the other. ".repeat(300);
  const afterKeys = async (count: number) => {
    const http = openHttp();
    for (let number = 0; number < count; number += 1) await send(http, randomKey(number));
    await errorOf(http, LONG);
    return operationsOnText(() => errorOf(http, LONG));
  };

  it("redacts an error message at a cost that does not grow with the number of known keys", async () => {
    const [few, many] = [await afterKeys(2), await afterKeys(200)];
    expect(many).toBeLessThan(1.1 * few);
  });

  it("redacts an error message at a cost that grows no faster than the text, even if text and key are repetitive", async () => {
    const http = openHttp();
    await send(http, "ab".repeat(40));
    const work = (length: number) =>
      operationsOnText(() => errorOf(http, "ab ".repeat(10) + "ab".repeat(length)));
    await work(10);
    const [short, long] = [await work(1_000), await work(4_000)];
    expect(long).toBeLessThan(5 * short);
  });
});

it("hides the token and recent keys after many keys were used, and forgets the oldest key", async () => {
  const http = openHttp();
  const keys = Array.from({ length: 1_100 }, (_, number) => `k${number}-of-${number * 7}`);
  await send(http, "the-first-key-1");
  next = { status: 200, body: keys.map((md5_key) => ({ md5_key })) };
  await http.json({ method: "GET", path: "/it" }, z.array(z.unknown()));
  const { message } = await errorOf(
    http,
    `the-api-token, ${keys.slice(-400).join(", ")}, the-first-key-1`.slice(-5_000),
  );
  const again = await errorOf(http, "the-api-token, the-first-key-1");
  expect(message).not.toMatch(/k\d+-of/);
  expect(again.message).toContain("409 [secret], the-first-key-1.");
});
