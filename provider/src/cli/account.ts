/** Which account at which API, and who asks: options, environment, the stack's configuration. */
import { z } from "zod";
import type { CniApi } from "../api/client";
import type { Http } from "../api/http";
import { RawApi } from "../api/raw-api";
import { systemClock } from "../domain/clock";
import { accountId as accountIdSchema, looksLikeAccountId } from "../run/account-id";
import { Clients } from "../run/clients";
import { Configuration } from "../run/configuration";
import { usageError } from "./cli-error";
import { pulumi } from "./pulumi-cli";

/** What the command line says of the account. */
export interface AccountOptions {
  account?: string;
  baseUrl?: string;
  /** A stack whose configuration is read for what neither options nor environment tell. */
  stack?: string;
  cwd?: string;
}

export interface Connection {
  account: string;
  baseUrl: string;
  api: CniApi;
  /** What the client has no methods for. */
  raw: RawApi;
  http: Http;
  usesToken: boolean;
}

const stackConfig = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/** Judges what is configured; nothing is sent. */
export async function connect({ stack, cwd, ...overrides }: AccountOptions): Promise<Connection> {
  const config = stack === undefined ? {} : await readStackConfig(stack, cwd);
  const configuration = new Configuration(
    new Clients(systemClock),
    (key) => config[key],
    overrides,
  );
  const [problem] = configuration.problems();
  if (problem !== undefined) {
    const more = stack === undefined ? "; the stack's configuration is read with --stack" : "";
    throw usageError(problem + more);
  }
  const configured = overrides.account ?? configuration.accountId;
  const account = accountIdSchema.safeParse(configured);
  if (!account.success) {
    // A token in the wrong variable is not printed.
    const value = looksLikeAccountId(configured) ? `"${configured}"` : "the value given";
    const what =
      configured === undefined ? "the account is not known" : `${value} is no account id`;
    throw usageError(
      `${what}: give its 32 hexadecimal digits, as in the dashboard's address, with --account or in CLOUDFLARE_ACCOUNT_ID`,
    );
  }
  const id = account.data.toLowerCase();
  const http = configuration.http();
  return {
    account: id,
    baseUrl: configuration.baseUrl,
    api: configuration.api(id),
    raw: new RawApi(http, id),
    http,
    usesToken: configuration.credentialKind === "token",
  };
}

/** Secrets are asked for only where they are needed. */
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
