/** An invalid configuration must fail in preview with one sentence, before any request. */
import { DECLARED_BY_ENVIRONMENT, declare, firstFreeSlot, TestStack } from "./support/test-stack";

let testStack: TestStack;
let program: { env: Record<string, string> };
beforeAll(async () => {
  program = declare({
    type: "Interconnect",
    name: "port",
    args: { slotId: await firstFreeSlot() },
  });
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => testStack?.close());

const PROBLEMS: { name: string; env: Record<string, string>; message: string }[] = [
  {
    name: "no credentials",
    env: { CLOUDFLARE_API_TOKEN: "" },
    message:
      "Cloudflare credentials are missing. Run `pulumi config set --secret cloudflare:apiToken <token>` or set CLOUDFLARE_API_TOKEN",
  },
  {
    name: "no account",
    env: { CLOUDFLARE_ACCOUNT_ID: "" },
    message:
      "accountId is required: it must be an account ID with 32 hexadecimal digits, as shown in the URL of the dashboard. Set cloudflare:accountId, CLOUDFLARE_ACCOUNT_ID or the resource's accountId",
  },
  {
    name: "an invalid account ID",
    env: { CLOUDFLARE_ACCOUNT_ID: "my-account" },
    message: "accountId is not valid: it must be an account ID with 32 hexadecimal digits",
  },
  {
    name: "an invalid base URL",
    env: { CLOUDFLARE_BASE_URL: "api.cloudflare.com" },
    message:
      'cloudflare:baseUrl (CLOUDFLARE_BASE_URL) is not a valid API URL. Use https, or http on loopback, as in "https://api.cloudflare.com/client/v4"',
  },
  {
    name: "a base URL that would send the token unencrypted",
    env: { CLOUDFLARE_BASE_URL: "http://api.example.com/client/v4" },
    message:
      '(CLOUDFLARE_BASE_URL) "http://api.example.com/client/v4" is not a valid API URL. Use https, or http on loopback',
  },
];

describe("preview", () => {
  it.each(PROBLEMS)(
    "refuses a configuration with $name in one sentence, before any request",
    async ({ env, message }) => {
      const { stdout, exitCode } = await testStack.stack.preview({
        env: { ...program.env, ...env },
        expectExitCode: "any",
      });
      expect(exitCode).not.toBe(0);
      const errors = [...stdout.matchAll(/^ {4}error: (.*)$/gm)].map(([, text]) => text);
      expect(errors).toEqual([expect.stringContaining(message)]);
      expect(await testStack.simulator.control.requests()).toEqual([]);
    },
  );
});

describe("the stack's configuration", () => {
  it("supplies the URL, the account and the token, and its account overrides the environment", async () => {
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
