/**
 * Tests the precedence and validation of credentials, account and base URL. The tests observe the requests to the API.
 */

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

/** Returns the path and headers of the request that reads the account's settings during a create. */
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

describe("Cloudflare credentials", () => {
  it("reads a token from the stack's configuration", async () => {
    const { headers } = await requestWith({
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ authorization: "Bearer from config" });
  });

  it("prefers a token from the environment to one from the stack's configuration, which may be outdated", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from environment";
    const { headers } = await requestWith({
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ authorization: "Bearer from environment" });
  });

  it("accepts an API key with its email address", async () => {
    const { headers } = await requestWith({
      "cloudflare:apiKey": "key",
      "cloudflare:email": "ops@example.com",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ "x-auth-key": "key", "x-auth-email": "ops@example.com" });
    expect(headers).not.toHaveProperty("authorization");
  });

  it("prefers credentials from the environment to a token from the configuration, even if they are an API key", async () => {
    process.env.CLOUDFLARE_API_KEY = "key";
    process.env.CLOUDFLARE_EMAIL = "ops@example.com";
    const { headers } = await requestWith({
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ "x-auth-key": "key" });
  });

  it("prefers the credentials of an explicit provider to those from the environment", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from environment";
    const { headers } = await requestWith({
      "cloudflare:explicit": "true",
      "cloudflare:apiToken": "explicit",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(headers).toMatchObject({ authorization: "Bearer explicit" });
  });

  it("accepts credentials that end with a line break, as in a file", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from file\n";
    const { headers } = await requestWith({ "cloudflare:accountId": ACCOUNT });
    expect(headers).toMatchObject({ authorization: "Bearer from file" });
  });

  it.each<[string, Record<string, string>]>([
    ["none", {}],
    ["an empty token", { "cloudflare:apiToken": "" }],
    ["an API key without an email address", { "cloudflare:apiKey": "key" }],
    ["an explicit provider without credentials", { "cloudflare:explicit": "true" }],
  ])("reports missing credentials in preview (%s)", async (_what, configuration) => {
    if (configuration["cloudflare:explicit"]) process.env.CLOUDFLARE_API_TOKEN = "other";
    const [problem] = await problemsWith({ "cloudflare:accountId": ACCOUNT, ...configuration });
    expect(problem).toMatch(
      /Cloudflare credentials are missing.*cloudflare:apiToken.*CLOUDFLARE_API_TOKEN/,
    );
  });
});

it("accepts credentials that are unknown in preview", async () => {
  expect(
    await problemsWith({
      "cloudflare:explicit": "true",
      "cloudflare:apiToken": unknownValue,
      "cloudflare:accountId": unknownValue,
      "cloudflare:baseUrl": unknownValue,
    }),
  ).toEqual([]);
});

describe("account ID", () => {
  const token = { "cloudflare:apiToken": "token" };

  it("reads the account ID from the environment if nothing else sets it", async () => {
    process.env.CLOUDFLARE_ACCOUNT_ID = ACCOUNT;
    expect((await requestWith(token)).path).toContain(ACCOUNT);
  });

  it("prefers the account ID from the configuration to the one from the environment", async () => {
    process.env.CLOUDFLARE_ACCOUNT_ID = OTHER_ACCOUNT;
    const { path } = await requestWith({ ...token, "cloudflare:accountId": ACCOUNT });
    expect(path).toContain(ACCOUNT);
  });

  it("prefers the account ID of a resource to the one from the configuration", async () => {
    const settings = await startPlugin("CniSettings", {
      ...token,
      "cloudflare:baseUrl": fake.baseUrl,
      "cloudflare:accountId": ACCOUNT,
    });
    await settings.create({ defaultAsn: 64512, accountId: OTHER_ACCOUNT });
    expect(fake.received.at(-1)?.path).toContain(OTHER_ACCOUNT);
  });

  it("adds the account ID to the checked inputs in preview", async () => {
    const settings = await startPlugin("CniSettings", {
      ...token,
      "cloudflare:accountId": ACCOUNT,
    });
    const { inputs } = await settings.check({ defaultAsn: 64512 });
    expect(inputs).toMatchObject({ accountId: ACCOUNT });
  });

  it("reports a missing account ID", async () => {
    expect(await problemsWith(token)).toEqual([
      expect.stringMatching(
        /^accountId is required: .*Set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID/,
      ),
    ]);
  });
});

describe("base URL of the API", () => {
  const basics = { "cloudflare:apiToken": "token", "cloudflare:accountId": ACCOUNT };

  it.each([
    "https://api.cloudflare.com/client/v4",
    "https://gateway.example.com/cf/",
    "http://localhost:8787/client/v4",
    "http://127.0.0.1:8787",
    "http://[::1]:8787/client/v4",
  ])("accepts %s as the base URL", async (baseUrl) => {
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
  ])("refuses %s as the base URL", async (baseUrl) => {
    expect(await problemsWith({ ...basics, "cloudflare:baseUrl": baseUrl })).toEqual([
      expect.stringMatching(/cloudflare:baseUrl \(CLOUDFLARE_BASE_URL\).*Use https, or http on/),
    ]);
  });

  it.each([
    "https://user:pass-word@api.cloudflare.com/",
    "https://user:p@ss-word@api.cloudflare.com/",
    "user:pass-word@api.cloudflare.com/",
    "https://api.cloudflare.com/?token=pass-word",
  ])(
    "refuses a base URL that contains a secret, without quoting the secret: %s",
    async (baseUrl) => {
      const [problem] = await problemsWith({ ...basics, "cloudflare:baseUrl": baseUrl });
      expect(problem).toContain("cloudflare:baseUrl");
      expect(problem).not.toContain("word");
    },
  );

  it("accepts a base URL that ends with a slash", async () => {
    await requestWith({ ...basics, "cloudflare:baseUrl": `${fake.baseUrl}/` });
    expect(fake.received.at(-1)?.path).toBe(`/accounts/${ACCOUNT}/cni/settings`);
  });

  it("prefers the base URL from the environment to the one from the configuration", async () => {
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
    "does not send credentials from the environment to %s if the stack's configuration sets it",
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
    "sends credentials from the environment to %s even if the stack's configuration sets it",
    async (baseUrl) => {
      process.env.CLOUDFLARE_API_TOKEN = "from environment";
      expect(await declared(baseUrl)).toEqual([]);
    },
  );

  it("sends credentials from the environment to another host if CLOUDFLARE_BASE_URL sets it", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "from environment";
    process.env.CLOUDFLARE_BASE_URL = "https://api.example.com/client/v4";
    expect(await declared("https://api.example.com/client/v4")).toEqual([]);
  });

  it("accepts any base URL from the stack's configuration if that configuration also contains the credentials", async () => {
    const problems = await problemsWith({
      "cloudflare:baseUrl": "https://api.example.com/client/v4",
      "cloudflare:apiToken": "from config",
      "cloudflare:accountId": ACCOUNT,
    });
    expect(problems).toEqual([]);
  });
});
