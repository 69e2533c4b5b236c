/** Which account at which API, and who asks: options, environment, the stack's configuration. */
import { z } from "zod";
import type { CniApi } from "../api/client";
import type { Credentials } from "../api/credentials";
import { createHttp } from "../api/http";
import { Configuration } from "../lifecycle/configuration";
import { accountId as accountIdSchema } from "../lifecycle/fields";
import { usage } from "./cli-error";
import { pulumi } from "./pulumi-cli";
import { RawApi } from "./raw-api";

const DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4";

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
  credentials: Credentials;
}

const stackConfig = z.record(z.string(), z.looseObject({ value: z.string().optional() }));
type Settings = Record<string, string | undefined>;

/** Judges what is configured; nothing is sent. */
export async function connect(options: AccountOptions): Promise<Connection> {
  const settings = await settingsFrom(options);
  // As a `CloudflareAccount` is given them: what was resolved here is not mixed with anything.
  const known: Settings = { ...settings, "cloudflare:explicit": "true" };
  const get = (key: string) => known[key];
  const configuration = new Configuration({
    config: { get, require: (key) => get(key) ?? "" },
  });
  const [problem] = configuration.problems();
  if (problem !== undefined) throw usage(problem);
  const account = accountIdSchema.safeParse(configuration.accountId);
  if (!account.success) {
    throw usage(
      "the account is not known: give --account, or set CLOUDFLARE_ACCOUNT_ID to its 32 hexadecimal digits",
    );
  }
  const id = account.data.toLowerCase();
  const baseUrl = settings["cloudflare:baseUrl"] ?? DEFAULT_BASE_URL;
  const credentials = { baseUrl, headers: headersOf(settings) };
  return {
    account: id,
    baseUrl,
    api: configuration.api(id),
    raw: new RawApi(createHttp(credentials), id),
    credentials,
  };
}

/** In the order that holds for resources: credentials from the environment first, the account last. */
async function settingsFrom({ account, baseUrl, stack, cwd }: AccountOptions): Promise<Settings> {
  const env = (name: string) => process.env[name]?.trim() || undefined;
  const token = env("CLOUDFLARE_API_TOKEN");
  const [key, email] = [env("CLOUDFLARE_API_KEY"), env("CLOUDFLARE_EMAIL")];
  const isKnown = token !== undefined || (key !== undefined && email !== undefined);
  const config = stack === undefined ? {} : await configOf(stack, cwd, !isKnown);
  const credentials: Settings = isKnown
    ? { "cloudflare:apiToken": token, "cloudflare:apiKey": key, "cloudflare:email": email }
    : {};
  return {
    ...config,
    ...credentials,
    "cloudflare:baseUrl": baseUrl ?? env("CLOUDFLARE_BASE_URL") ?? config["cloudflare:baseUrl"],
    "cloudflare:accountId":
      account ?? config["cloudflare:accountId"] ?? env("CLOUDFLARE_ACCOUNT_ID"),
  };
}

/** Secrets are asked for only where they are needed. */
async function configOf(
  stack: string,
  cwd: string | undefined,
  withSecrets: boolean,
): Promise<Settings> {
  const secrets = withSecrets ? ["--show-secrets"] : [];
  const text = await pulumi(["config", "--json", "--stack", stack, ...secrets], { cwd });
  const entries = Object.entries(stackConfig.parse(JSON.parse(text)));
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value?.trim() || undefined]));
}

function headersOf(settings: Settings): Record<string, string> {
  const token = settings["cloudflare:apiToken"];
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  return {
    "x-auth-email": settings["cloudflare:email"] ?? "",
    "x-auth-key": settings["cloudflare:apiKey"] ?? "",
  };
}
