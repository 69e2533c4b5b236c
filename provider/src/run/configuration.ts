/**
 * Credentials and defaults, from the environment and the stack's configuration: one reading of them
 * for resources, lookups and the command. Making one neither throws nor waits: `configure` of a
 * dynamic provider is a race, so it only stores what it was given.
 */
import type { AccountApi } from "../api/account";
import type { Credentials } from "../api/credentials";
import type { Http } from "../api/http";
import { CniError } from "../domain/errors";
import { isLoopback } from "../domain/loopback";
import type { Clients } from "./clients";
import { isUnknown } from "./property-values";

const DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4";
const CLOUDFLARE_HOST = /(^|\.)cloudflare\.com$/;

/** Set by `Provider`: what it was given wins over the environment. */
const EXPLICIT = "cloudflare:explicit";

interface Setting {
  key: string;
  env: string;
}
type Source = (setting: Setting) => string | undefined;
/** What an HTTP header can carry. */
const HEADER_VALUE = /^[\x20-\x7e]+$/;
const API_TOKEN: Setting = { key: "cloudflare:apiToken", env: "CLOUDFLARE_API_TOKEN" };
const API_KEY: Setting = { key: "cloudflare:apiKey", env: "CLOUDFLARE_API_KEY" };
const EMAIL: Setting = { key: "cloudflare:email", env: "CLOUDFLARE_EMAIL" };
const BASE_URL: Setting = { key: "cloudflare:baseUrl", env: "CLOUDFLARE_BASE_URL" };
const ACCOUNT_ID: Setting = { key: "cloudflare:accountId", env: "CLOUDFLARE_ACCOUNT_ID" };

/** What is configured under a key such as `cloudflare:apiToken`. */
export type Settings = (key: string) => string | undefined;

export class Configuration {
  /** Found once: nothing of what they come from changes while a process runs. */
  private cachedProblems?: readonly string[];

  /** `overrides` is said on the spot, as by an option of the command, and wins over everything. */
  constructor(
    private readonly clients: Clients,
    private readonly configured: Settings = () => undefined,
    private readonly overrides: { baseUrl?: string } = {},
  ) {}

  /**
   * The account where a resource names none. The stack's configuration goes first: a stray
   * environment variable must not move a live port to another account.
   */
  get accountId(): string | undefined {
    return this.fromConfig(ACCOUNT_ID) ?? this.fromEnvironment(ACCOUNT_ID);
  }

  /** What is wrong with the configuration, one sentence each; empty where nothing is. */
  problems(): readonly string[] {
    this.cachedProblems ??= this.findProblems();
    return this.cachedProblems;
  }

  private findProblems(): string[] {
    const problems: string[] = [];
    const authentication = this.authentication();
    if (authentication === undefined) {
      problems.push(
        "there are no Cloudflare credentials: run `pulumi config set --secret cloudflare:apiToken <token>` or set CLOUDFLARE_API_TOKEN (the token needs 'Magic WAN Write' or 'Magic Transit Write')",
      );
    } else if (!Object.values(authentication).every((value) => HEADER_VALUE.test(value))) {
      problems.push(
        "the Cloudflare credentials have characters that no token has, such as a line break: copy them again",
      );
    }
    const { baseUrl } = this;
    // A `Provider` may get its values from resources that preview does not know yet.
    if (!isUnknown(baseUrl) && !isApiUrl(baseUrl)) {
      problems.push(
        `cloudflare:baseUrl (CLOUDFLARE_BASE_URL)${quoteSafely(baseUrl)} is not a URL such as "${DEFAULT_BASE_URL}": it must be https, or http on loopback; correct it or remove it`,
      );
    } else if (this.sendsTokenElsewhere(baseUrl)) {
      problems.push(
        `cloudflare:baseUrl${quoteSafely(baseUrl)} comes from the stack's configuration and the credentials from the environment, so they are not sent there. Set CLOUDFLARE_BASE_URL to the same URL if you trust it, or set cloudflare:apiToken in the stack's configuration.`,
      );
    }
    return problems;
  }

  /**
   * Whether whoever wrote the stack's configuration would get the credentials of whoever runs it.
   * Credentials of the environment come with an address of the environment, or go to Cloudflare.
   */
  private sendsTokenElsewhere(baseUrl: string): boolean {
    const [source] = this.sources();
    const areFromEnvironment =
      !this.isExplicit && source !== undefined && headersFrom(source) !== undefined;
    if (!areFromEnvironment || isUnknown(baseUrl)) return false;
    const trusted = [this.overrides.baseUrl, this.fromEnvironment(BASE_URL), DEFAULT_BASE_URL];
    return !trusted.includes(baseUrl) && !isTrustedHost(new URL(baseUrl).hostname);
  }

  /** The API of one account. Throws where the configuration has problems. */
  api(account: string): AccountApi {
    return this.clients.client(this.credentials(), account);
  }

  /** What {@link api} asks with, for requests of another kind: one budget stands behind both. */
  http(): Http {
    return this.clients.http(this.credentials());
  }

  /** Undefined where there are no credentials. */
  get credentialKind(): "token" | "key" | undefined {
    const headers = this.authentication();
    return headers && ("authorization" in headers ? "token" : "key");
  }

  private credentials(): Credentials {
    const [problem] = this.problems();
    if (problem !== undefined) throw new CniError(problem);
    return { baseUrl: this.baseUrl, headers: this.authentication() ?? {} };
  }

  /**
   * The headers of the first source that has credentials. The environment goes first: on `refresh`
   * and `destroy` the engine hands over the copy of the configuration in the state, which is stale
   * after a rotation.
   */
  private authentication(): Record<string, string> | undefined {
    return this.sources()
      .map((get) => headersFrom(get))
      .find((headers) => headers !== undefined);
  }

  get baseUrl(): string {
    const sources = [this.fromEnvironment(BASE_URL), this.fromConfig(BASE_URL)];
    if (this.isExplicit) sources.reverse();
    return (
      [this.overrides.baseUrl, ...sources].find((url) => url !== undefined) ?? DEFAULT_BASE_URL
    );
  }

  /** Credentials that were given to a `Provider` are never mixed with others. */
  private sources(): Source[] {
    const config: Source = (setting) => this.fromConfig(setting);
    const environment: Source = (setting) => this.fromEnvironment(setting);
    return this.isExplicit ? [config] : [environment, config];
  }

  private get isExplicit(): boolean {
    return this.configured(EXPLICIT) !== undefined;
  }

  private fromEnvironment(setting: Setting): string | undefined {
    return process.env[setting.env]?.trim() || undefined;
  }

  private fromConfig(setting: Setting): string | undefined {
    return this.configured(setting.key)?.trim() || undefined;
  }
}

function headersFrom(get: Source): Record<string, string> | undefined {
  const token = get(API_TOKEN);
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  const [key, email] = [get(API_KEY), get(EMAIL)];
  return key && email ? { "x-auth-email": email, "x-auth-key": key } : undefined;
}

function isApiUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password || url.search || url.hash) return false;
  // The token travels in a header: only loopback may go without TLS.
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

/** Whether credentials from the environment may go to this host, no matter who configured it. */
function isTrustedHost(hostname: string): boolean {
  return CLOUDFLARE_HOST.test(hostname) || isLoopback(hostname);
}

/** The parts of a URL that cannot hold a secret; nothing of a text that is no URL. */
function quoteSafely(text: string): string {
  if (!URL.canParse(text)) return "";
  const { protocol, host, pathname } = new URL(text);
  if (!/^https?:$/.test(protocol)) return "";
  return ` "${protocol}//${host}${pathname}"`;
}
