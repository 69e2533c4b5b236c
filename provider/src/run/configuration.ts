/**
 * Reads credentials and defaults from the environment and the stack's configuration, for resources, lookups and the
 * command. The constructor neither throws nor waits, because the engine may call a dynamic provider's `configure` while
 * operations are already running.
 */
import type { AccountApi } from "../api/account";
import type { Credentials } from "../api/credentials";
import type { Http } from "../api/http";
import { CniError } from "../domain/errors";
import { isLoopback } from "../domain/loopback";
import { EXPLICIT } from "../domain/setting-keys";
import type { Clients } from "./clients";
import { isUnknown } from "./property-values";

const DEFAULT_BASE_URL = "https://api.cloudflare.com/client/v4";
const CLOUDFLARE_HOST = /(^|\.)cloudflare\.com$/;

interface Setting {
  key: string;
  env: string;
}
type Source = (setting: Setting) => string | undefined;
/** Matches values that an HTTP header can contain. */
const HEADER_VALUE = /^[\x20-\x7e]+$/;
const API_TOKEN: Setting = { key: "cloudflare:apiToken", env: "CLOUDFLARE_API_TOKEN" };
const API_KEY: Setting = { key: "cloudflare:apiKey", env: "CLOUDFLARE_API_KEY" };
const EMAIL: Setting = { key: "cloudflare:email", env: "CLOUDFLARE_EMAIL" };
const BASE_URL: Setting = { key: "cloudflare:baseUrl", env: "CLOUDFLARE_BASE_URL" };
const ACCOUNT_ID: Setting = { key: "cloudflare:accountId", env: "CLOUDFLARE_ACCOUNT_ID" };

/** Looks up the value of a key such as `cloudflare:apiToken`. */
export type Settings = (key: string) => string | undefined;

export class Configuration {
  /**
   * Problems found by the first call. They are cached, because configuration and environment do not change while a
   * process runs.
   */
  private cachedProblems?: readonly string[];

  /** `overrides` are options of the command. They take precedence over all other sources. */
  constructor(
    private readonly clients: Clients,
    private readonly configured: Settings = () => undefined,
    private readonly overrides: { baseUrl?: string } = {},
  ) {}

  /**
   * Default account of resources. The stack's configuration takes precedence over the environment, so that an unrelated
   * environment variable does not move a live port to another account.
   */
  get accountId(): string | undefined {
    return this.fromConfig(ACCOUNT_ID) ?? this.fromEnvironment(ACCOUNT_ID);
  }

  /** Describes the problems of the configuration and how to solve each one. Empty if there are none. */
  problems(): readonly string[] {
    this.cachedProblems ??= this.findProblems();
    return this.cachedProblems;
  }

  private findProblems(): string[] {
    const problems: string[] = [];
    const authentication = this.authentication();
    if (authentication === undefined) {
      problems.push(
        "Cloudflare credentials are missing. Run `pulumi config set --secret cloudflare:apiToken <token>` or set CLOUDFLARE_API_TOKEN. The token needs 'Magic WAN Write' or 'Magic Transit Write'.",
      );
    } else if (!Object.values(authentication).every((value) => HEADER_VALUE.test(value))) {
      problems.push(
        "The Cloudflare credentials contain characters that are not allowed, such as a line break. Copy the credentials again.",
      );
    }
    const { baseUrl } = this;
    // The arguments of a `Provider` may be unknown in preview if they come from resources that do not exist yet.
    if (!isUnknown(baseUrl) && !isApiUrl(baseUrl)) {
      problems.push(
        `cloudflare:baseUrl (CLOUDFLARE_BASE_URL)${quoteSafely(baseUrl)} is not a valid API URL. Use https, or http on loopback, as in "${DEFAULT_BASE_URL}", or remove the setting.`,
      );
    } else if (this.sendsTokenElsewhere(baseUrl)) {
      problems.push(
        `cloudflare:baseUrl${quoteSafely(baseUrl)} comes from the stack's configuration, but the credentials come from the environment and are not sent there. Set CLOUDFLARE_BASE_URL to the same URL if you trust it, or set cloudflare:apiToken in the stack's configuration.`,
      );
    }
    return problems;
  }

  /**
   * Whether this configuration would send the user's credentials to a host chosen by the author of the stack's
   * configuration. Credentials from the environment are sent only to a URL from the environment, to Cloudflare or to
   * loopback.
   */
  private sendsTokenElsewhere(baseUrl: string): boolean {
    const [source] = this.sources();
    const areFromEnvironment =
      !this.isExplicit && source !== undefined && headersFrom(source) !== undefined;
    if (!areFromEnvironment || isUnknown(baseUrl)) return false;
    const trusted = [this.overrides.baseUrl, this.fromEnvironment(BASE_URL), DEFAULT_BASE_URL];
    return !trusted.includes(baseUrl) && !isTrustedHost(new URL(baseUrl).hostname);
  }

  /** Returns the API client of one account. Throws if the configuration has problems. */
  api(account: string): AccountApi {
    return this.clients.client(this.credentials(), account);
  }

  /** Returns an HTTP client for requests that {@link api} does not cover. Both clients share one request limit. */
  http(): Http {
    return this.clients.http(this.credentials());
  }

  /** Kind of the credentials, or `undefined` without credentials. */
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
   * Returns the headers of the first source that has credentials. The environment takes precedence, because `refresh`
   * and `destroy` read the configuration from the state, where credentials are outdated after a rotation.
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

  /** Returns the sources of credentials. Credentials of a `Provider` are never mixed with other credentials. */
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
  // A header carries the token, so only loopback URLs may omit TLS.
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}

/** Whether credentials from the environment may be sent to this host, whichever source configured it. */
function isTrustedHost(hostname: string): boolean {
  return CLOUDFLARE_HOST.test(hostname) || isLoopback(hostname);
}

/** Quotes only those parts of a URL that cannot contain a secret. Returns an empty string if the text is not a URL. */
function quoteSafely(text: string): string {
  if (!URL.canParse(text)) return "";
  const { protocol, host, pathname } = new URL(text);
  if (!/^https?:$/.test(protocol)) return "";
  return ` "${protocol}//${host}${pathname}"`;
}
