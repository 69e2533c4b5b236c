/** Resolves account, API and credentials from options, environment and the stack's configuration. */
import { z } from "zod";
import type { AccountApi } from "../api/account";
import type { Http } from "../api/http";
import { systemClock } from "../domain/clock";
import { accountId as accountIdSchema, looksLikeAccountId } from "../run/account-id";
import { Clients } from "../run/clients";
import { Configuration } from "../run/configuration";
import { usageError } from "./cli-error";
import { pulumi } from "./pulumi-cli";

/** Options of the command line that select the account. */
export interface AccountOptions {
  account?: string;
  baseUrl?: string;
  /** Stack whose configuration supplies settings that neither options nor environment contain. */
  stack?: string;
  cwd?: string;
}

export interface Connection {
  account: string;
  baseUrl: string;
  api: AccountApi;
  http: Http;
  usesToken: boolean;
}

const stackConfig = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/** Validates the configuration. Sends no request. */
export async function connect({ stack, cwd, ...overrides }: AccountOptions): Promise<Connection> {
  const config = stack === undefined ? {} : await readStackConfig(stack, cwd);
  const configuration = new Configuration(
    new Clients(systemClock),
    (key) => config[key],
    overrides,
  );
  const [problem] = configuration.problems();
  if (problem !== undefined) {
    const advice = "To use the configuration of a stack, add --stack.";
    throw usageError(stack === undefined ? `${problem.replace(/\.$/, "")}. ${advice}` : problem);
  }
  const configured = overrides.account ?? configuration.accountId;
  const account = accountIdSchema.safeParse(configured);
  if (!account.success) {
    // The value may be a token in the wrong variable, which must not be printed.
    const value = looksLikeAccountId(configured) ? `"${configured}"` : "The configured value";
    const what =
      configured === undefined ? "The account ID is required" : `${value} is not an account ID`;
    throw usageError(
      `${what}. Set --account or CLOUDFLARE_ACCOUNT_ID to the 32 hexadecimal digits in the dashboard's URL.`,
    );
  }
  const id = account.data.toLowerCase();
  const http = configuration.http();
  return {
    account: id,
    baseUrl: configuration.baseUrl,
    api: configuration.api(id),
    http,
    usesToken: configuration.credentialKind === "token",
  };
}

/** Reads a stack's configuration; decrypts secrets only if the environment has no credentials. */
async function readStackConfig(
  stack: string,
  cwd: string | undefined,
): Promise<Record<string, string | undefined>> {
  const secrets = new Configuration(new Clients(systemClock)).credentialKind
    ? []
    : ["--show-secrets"];
  const text = await pulumi(["config", "--json", "--stack", stack, ...secrets], { cwd });
  const entries = Object.entries(stackConfig.parse(JSON.parse(text)));
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}
