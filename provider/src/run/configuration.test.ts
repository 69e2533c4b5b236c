/** Precedence and validation of credentials, account and base URL, observed at the API. */

import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { startPlugin } from "../testing/engine";
import { type FakeApi, startFakeApi } from "../testing/fake-api";
import { forgetEnvironment } from "../testing/test-account";

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const OTHER_ACCOUNT = "fedcba9876543210fedcba9876543210";

let fake: FakeApi;

beforeAll(async () => {
  fake = await startFakeApi(() => ({ body: { default_asn: 64512 } }));
});
beforeEach(forgetEnvironment);
afterEach(forgetEnvironment);
afterAll(() => fake.close());

/** Path and headers of the latest request when the account's settings are created. */
async function requestWith(configuration: Record<string, string>) {
  const settings = await startPlugin("CniSettings", {
    "cloudflare:baseUrl": fake.baseUrl,
    ...configuration,
  });
  await settings.create({ defaultAsn: 64512 });
  const { path, headers } = fake.received.at(-1) ?? {};
  return { path, headers };
}

async function problemsWith(configuration: Record<string, string>): Promise<string[]> {
  const settings = await startPlugin("CniSettings", configuration);
  return settings.problems({ defaultAsn: 64512 });
}

describe("credentials", () => {
  it("may be a token in the stack's configuration", async () => {
    const { headers } = await requestWith({
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ authorization: "Bearer from config" });
  });

  it("in the environment take precedence over the stack's configuration, which may be stale", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from environment";
    const { headers } = await requestWith({
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ authorization: "Bearer from environment" });
  });

  it("may be an API key with its e-mail address", async () => {
    const { headers } = await requestWith({
      "cloudflare:apiKey": "key",
      "cloudflare:email": "ops@example.com",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ "x-auth-key": "key", "x-auth-email": "ops@example.com" });
    expect(headers).not.toHaveProperty("authorization");
  });

  it("in the environment take precedence over a token in the configuration, even if they are an API key", async () => {
    process.env.CLOUDFLARE_API_KEY = "key";
    process.env.CLOUDFLARE_EMAIL = "ops@example.com";
    const { headers } = await requestWith({
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ "x-auth-key": "key" });
  });

  it("in an explicit provider take precedence over the environment", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from environment";
    const { headers } = await requestWith({
      "cloudflare:explicit": "true",
      "cloudflare:apiToken": "explicit",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ authorization: "Bearer explicit" });
  });

  it("may end with a line break, as if read from a file", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from file\n";
    const { headers } = await requestWith({ "cloudflare:accountId": ACCOUNT });
    expect(headers).toMatchObject({ authorization: "Bearer from file" });
  });

  it.each<[string, Record<string, string>]>([
    ["none", {}],
    ["an empty token", { "cloudflare:apiToken": "" }],
    ["a key without an email", { "cloudflare:apiKey": "key" }],
    ["none in an explicit provider", { "cloudflare:explicit": "true" }],
  ])("are reported as missing in preview (%s)", async (_what, configuration) => {
    if (configuration["cloudflare:explicit"]) process.env.CLOUDFLARE_API_TOKEN = "other";
    const [problem] = await problemsWith({ "cloudflare:accountId": ACCOUNT, ...configuration });
    expect(problem).toMatch(
      /Cloudflare credentials are missing.*cloudflare:apiToken.*CLOUDFLARE_API_TOKEN/,
    );
  });
});

it("accepts configuration values that preview does not know yet", async () => {
  expect(
    await problemsWith({
      "cloudflare:explicit": "true",
      "cloudflare:apiToken": unknownValue,
      "cloudflare:accountId": unknownValue,
      "cloudflare:baseUrl": unknownValue,
    }),
  ).toEqual([]);
});

describe("the account ID", () => {
  const token = { "cloudflare:apiToken": "token" };

  it("comes from the environment if nothing else sets it", async () => {
    process.env.CLOUDFLARE_ACCOUNT_ID = ACCOUNT;
    expect((await requestWith(token)).path).toContain(ACCOUNT);
  });

  it("in the configuration takes precedence over the environment", async () => {
    process.env.CLOUDFLARE_ACCOUNT_ID = OTHER_ACCOUNT;
    const { path } = await requestWith({ ...token, "cloudflare:accountId": ACCOUNT });
    expect(path).toContain(ACCOUNT);
  });

  it("set on the resource takes precedence over the configuration", async () => {
    const settings = await startPlugin("CniSettings", {
      ...token,
      "cloudflare:baseUrl": fake.baseUrl,
      "cloudflare:accountId": ACCOUNT,
    });
    await settings.create({ defaultAsn: 64512, accountId: OTHER_ACCOUNT });
    expect(fake.received.at(-1)?.path).toContain(OTHER_ACCOUNT);
  });

  it("is part of the checked inputs in preview", async () => {
    const settings = await startPlugin("CniSettings", {
      ...token,
      "cloudflare:accountId": ACCOUNT,
    });
    const { inputs } = await settings.check({ defaultAsn: 64512 });
    expect(inputs).toMatchObject({ accountId: ACCOUNT });
  });

  it("is reported as missing if nothing sets it", async () => {
    expect(await problemsWith(token)).toEqual([
      expect.stringMatching(
        /^accountId is required: .*Set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID/,
      ),
    ]);
  });
});

describe("the base URL", () => {
  const basics = { "cloudflare:apiToken": "token", "cloudflare:accountId": ACCOUNT };

  it.each([
    "https://api.cloudflare.com/client/v4",
    "https://gateway.example.com/cf/",
    "http://localhost:8787/client/v4",
    "http://127.0.0.1:8787",
    "http://[::1]:8787/client/v4",
  ])("may be %s", async (baseUrl) => {
    expect(await problemsWith({ ...basics, "cloudflare:baseUrl": baseUrl })).toEqual([]);
  });

  it.each([
    "http://api.cloudflare.com/client/v4",
    "http://127.0.0.1.example.com/",
    "http://localhost.example.com/",
    "ftp://localhost/",
    "api.cloudflare.com",
    "https://api.cloudflare.com/client/v4?debug=1",
    "https://api.cloudflare.com/client/v4#top",
  ])("may not be %s", async (baseUrl) => {
    expect(await problemsWith({ ...basics, "cloudflare:baseUrl": baseUrl })).toEqual([
      expect.stringMatching(/cloudflare:baseUrl \(CLOUDFLARE_BASE_URL\).*Use https, or http on/),
    ]);
  });

  it.each([
    "https://user:pass-word@api.cloudflare.com/",
    "https://user:p@ss-word@api.cloudflare.com/",
    "user:pass-word@api.cloudflare.com/",
    "https://api.cloudflare.com/?token=pass-word",
  ])("may not contain a secret, and the error does not quote it: %s", async (baseUrl) => {
    const [problem] = await problemsWith({ ...basics, "cloudflare:baseUrl": baseUrl });
    expect(problem).toContain("cloudflare:baseUrl");
    expect(problem).not.toContain("word");
  });

  it("may end with a slash", async () => {
    await requestWith({ ...basics, "cloudflare:baseUrl": `${fake.baseUrl}/` });
    expect(fake.received.at(-1)?.path).toBe(`/accounts/${ACCOUNT}/cni/settings`);
  });

  it("in the environment takes precedence over the configuration", async () => {
    process.env.CLOUDFLARE_BASE_URL = fake.baseUrl;
    const before = fake.received.length;
    await requestWith({ ...basics, "cloudflare:baseUrl": "http://127.0.0.1:1" });
    expect(fake.received.length).toBeGreaterThan(before);
  });
});

describe("credentials from the environment", () => {
  const declared = (baseUrl: string) =>
    problemsWith({ "cloudflare:baseUrl": baseUrl, "cloudflare:accountId": ACCOUNT });

  it.each(["https://api.example.com/client/v4", "https://cloudflare.com.example.com/client/v4"])(
    "are not sent to %s if the stack's configuration sets it",
    async (baseUrl) => {
      process.env.CLOUDFLARE_API_TOKEN = "from environment";
      expect(await declared(baseUrl)).toEqual([
        expect.stringMatching(
          /comes from the stack's configuration, but the credentials come from the/,
        ),
      ]);
    },
  );

  it.each(["https://api.cloudflare.com/client/v4", "https://eu.api.cloudflare.com/client/v4"])(
    "are sent to %s even if the stack's configuration sets it",
    async (baseUrl) => {
      process.env.CLOUDFLARE_API_TOKEN = "from environment";
      expect(await declared(baseUrl)).toEqual([]);
    },
  );

  it("are sent to another host if CLOUDFLARE_BASE_URL sets it", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from environment";
    process.env.CLOUDFLARE_BASE_URL = "https://api.example.com/client/v4";
    expect(await declared("https://api.example.com/client/v4")).toEqual([]);
  });

  it("do not restrict the base URL if the stack's configuration has its own credentials", async () => {
    const problems = await problemsWith({
      "cloudflare:baseUrl": "https://api.example.com/client/v4",
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(problems).toEqual([]);
  });
});
