/** What is told of a configuration that cannot work: one sentence, in preview, before any request. */
import { aFreeSlot, DECLARED_BY_ENVIRONMENT, declare, TestStack } from "./support/test-stack";

let testStack: TestStack;
let program: { env: Record<string, string> };
beforeAll(async () => {
  program = declare({ type: "Interconnect", name: "port", args: { slotId: await aFreeSlot() } });
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => testStack?.close());

const problems: [string, Record<string, string>, string][] = [
  [
    "no credentials",
    { CLOUDFLARE_API_TOKEN: "" },
    "there are no Cloudflare credentials: run `pulumi config set --secret cloudflare:apiToken <token>` or set CLOUDFLARE_API_TOKEN",
  ],
  [
    "no account",
    { CLOUDFLARE_ACCOUNT_ID: "" },
    "accountId is missing: it must be the 32 hexadecimal digits of an account id, as in the dashboard's address; set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID or the accountId of the resource",
  ],
  [
    "an account id that is none",
    { CLOUDFLARE_ACCOUNT_ID: "my-account" },
    "accountId is not valid: it must be the 32 hexadecimal digits of an account id",
  ],
  [
    "a base URL that is none",
    { CLOUDFLARE_BASE_URL: "api.cloudflare.com" },
    'cloudflare:baseUrl (CLOUDFLARE_BASE_URL) is not a URL such as "https://api.cloudflare.com/client/v4"',
  ],
  [
    "a base URL that would send the token in clear",
    { CLOUDFLARE_BASE_URL: "http://api.example.com/client/v4" },
    '(CLOUDFLARE_BASE_URL) "http://api.example.com/client/v4" is not a URL such as "https://api.cloudflare.com/client/v4": it must be https, or http on loopback',
  ],
];

describe("a preview with", () => {
  it.each(problems)("%s fails with one sentence", async (_name, env, sentence) => {
    const { stdout, exitCode } = await testStack.stack.preview({
      env: { ...program.env, ...env },
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    const told = [...stdout.matchAll(/^ {4}error: (.*)$/gm)].map(([, text]) => text);
    expect(told).toEqual([expect.stringContaining(sentence)]);
    expect(await testStack.simulator.control.requests()).toEqual([]);
  });
});

describe("the stack's configuration", () => {
  it("does for all of it, and its account goes before the environment's", async () => {
    const { baseUrl, accountId, token } = testStack.simulator;
    const { stack } = testStack;
    await stack.pulumi(["config", "set", "cloudflare:baseUrl", baseUrl]);
    await stack.pulumi(["config", "set", "cloudflare:accountId", accountId]);
    await stack.pulumi(["config", "set", "--secret", "cloudflare:apiToken", token]);
    const env = {
      ...program.env,
      CLOUDFLARE_API_TOKEN: "",
      CLOUDFLARE_BASE_URL: "",
      CLOUDFLARE_ACCOUNT_ID: "ffffffffffffffffffffffffffffffff",
    };
    await stack.up({ env });
    expect((await testStack.simulator.control.state()).interconnects).toMatchObject([
      { account: accountId },
    ]);
    await stack.refresh({ env });
    await stack.destroy({ env });
    expect((await testStack.simulator.control.state()).interconnects).toEqual([]);
  });
});
