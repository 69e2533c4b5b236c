/** Checks of `doctor`. Each one reports a result and, if there is a problem, advice. */
import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import { type ApiError, type ApiErrorKind, isApiError } from "../../../api/errors";
import { systemClock } from "../../../domain/clock";
import { messageOf } from "../../../domain/errors";
import { FACTS_AS_OF, PAGES } from "../../../domain/facts";
import { LOCATIONS_AS_OF } from "../../../domain/locations.data";
import { makeStateFolder, statePath, UnsafeFolderError } from "../../../run/state-folder";
import type { Connection } from "../../account";
import type { Verdict } from "../../marks";
import { pulumi } from "../../pulumi-cli";
import { ownVersion } from "../../version";
import { describeUnrestored, listUnrestoredDrills } from "../drill/restore-file";

export interface Check {
  name: string;
  verdict: Verdict;
  found: string;
  /** How to fix it. */
  advice?: string;
}

const good = (name: string, found: string): Check => ({ name, verdict: "good", found });
const bad = (name: string, found: string, advice?: string): Check => {
  return { name, verdict: "bad", found, advice };
};
const unsure = (name: string, found: string, advice?: string): Check => {
  return { name, verdict: "unsure", found, advice };
};

/** Checks this machine: package, age of its facts, engine, SDK, order journal and unrestored drills. */
export function runLocalChecks(): Promise<Check[]> {
  return Promise.all([
    checkPackage(),
    checkFacts(systemClock.now()),
    checkEngine(),
    checkSdk(),
    checkJournal(),
    checkDrills(),
  ]);
}

/** Checks the account: token, permissions, settings and rate limit. */
export async function runAccountChecks(connection: Connection): Promise<Check[]> {
  const { account, baseUrl } = connection;
  const first = [
    good("configuration", `account ${account} at ${baseUrl}`),
    await checkToken(connection),
  ];
  // Without a valid token the other checks would only repeat this failure.
  if (first.some(({ verdict }) => verdict === "bad")) return first;
  return [
    ...first,
    ...(await Promise.all([
      checkReading(connection),
      checkWriting(connection),
      checkSettings(connection),
    ])),
    checkRateLimit(connection),
  ];
}

async function checkPackage(): Promise<Check> {
  return good("package", `pulumi-cloudflare-cni ${ownVersion()} on Node.js ${process.version}`);
}

const DAY = 86_400_000;
const OLD_AFTER_DAYS = 180;

/** Reports the age of Cloudflare's figures and published locations, on which the design rules are based. */
export function checkFacts(now: number): Check {
  const oldest = Math.min(Date.parse(FACTS_AS_OF), Date.parse(LOCATIONS_AS_OF));
  const days = Math.max(0, Math.floor((now - oldest) / DAY));
  const found = `Cloudflare's figures as of ${FACTS_AS_OF}, its locations as of ${LOCATIONS_AS_OF} (${days} days old)`;
  return days > OLD_AFTER_DAYS
    ? unsure("facts", found, `update pulumi-cloudflare-cni, or compare with ${PAGES.locations}`)
    : good("facts", found);
}

async function checkEngine(): Promise<Check> {
  try {
    return good("engine", `pulumi ${(await pulumi(["version"])).trim()}`);
  } catch {
    return unsure(
      "engine",
      "the Pulumi CLI is not on PATH",
      "install it: https://www.pulumi.com/docs/install/",
    );
  }
}

async function checkSdk(): Promise<Check> {
  try {
    const file = createRequire(join(process.cwd(), "package.json")).resolve(
      "@pulumi/pulumi/package.json",
    );
    const { version } = z.object({ version: z.string() }).parse(require(file));
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major === 3 && minor >= 216
      ? good("sdk", `@pulumi/pulumi ${version}`)
      : bad("sdk", `@pulumi/pulumi ${version}`, "install @pulumi/pulumi 3.216 or newer");
  } catch {
    return unsure(
      "sdk",
      "@pulumi/pulumi is not installed in this folder",
      "run this in the folder of a Pulumi project",
    );
  }
}

async function checkJournal(): Promise<Check> {
  try {
    makeStateFolder("claims");
    const folder = makeStateFolder("orders");
    await access(folder, constants.W_OK);
    return good("order journal", statePath());
  } catch (error) {
    if (error instanceof UnsafeFolderError) return bad("order journal", error.message);
    return bad(
      "order journal",
      messageOf(error),
      "make the folder writable, so that no order is lost",
    );
  }
}

async function checkDrills(): Promise<Check> {
  try {
    const [left] = await listUnrestoredDrills();
    return left === undefined
      ? good("drills", "no unrestored drills")
      : bad("drills", describeUnrestored(left.path, left.before));
  } catch (error) {
    return bad("drills", messageOf(error));
  }
}

async function checkToken({ api, usesToken }: Connection): Promise<Check> {
  if (!usesToken) return good("token", "an API key with its email");
  return runCheck("token", async () => {
    const { status, expiresOn } = await api.verifyToken();
    const found = expiresOn ? `${status} until ${expiresOn}` : status;
    return status === "active" ? good("token", found) : bad("token", found, "create a new token");
    // The read and write checks show whether the token has the permissions it needs.
  }, ["permission", "refused"]);
}

async function checkReading({ api }: Connection): Promise<Check> {
  return runCheck("read", async () => {
    const [ports, cnis] = await Promise.all([api.interconnects.list(), api.cnis.list()]);
    return good("read", `${ports.length} ports, ${cnis.length} sessions`);
  });
}

/** Sends a dry run (`validate_only`) to Magic, which changes nothing. */
async function checkWriting({ api }: Connection): Promise<Check> {
  return runCheck("write", async () => {
    const [one] = await api.magicInterconnects.list();
    if (one === undefined)
      return unsure("write", "not checked: the account has no object for a dry run");
    try {
      await api.magicInterconnects.update(one.id, {}, { validateOnly: true });
    } catch (error) {
      // The API validates a change only if the token has permission to make it.
      if (!isApiError(error, "refused", "conflict")) throw error;
    }
    return good("write", "the token has write permission (nothing was changed)");
  });
}

async function checkSettings({ api }: Connection): Promise<Check> {
  return runCheck("settings", async () => {
    const { defaultAsn } = await api.settings.get();
    return good("settings", `default ASN ${defaultAsn}`);
  });
}

/** Reads the remaining requests from the responses to the other checks. */
function checkRateLimit({ http: { requestsLeft: left } }: Connection): Check {
  if (left === undefined) {
    return unsure("rate limit", "the API does not report how many of 1,200 requests are left");
  }
  const found = `${left} requests left`;
  return left > 200
    ? good("rate limit", found)
    : unsure("rate limit", found, "wait five minutes before a large run");
}

const UNSURE: readonly ApiErrorKind[] = ["not-found", "rate"];

async function runCheck(
  name: string,
  run: () => Promise<Check>,
  alsoUnsure: readonly ApiErrorKind[] = [],
): Promise<Check> {
  try {
    return await run();
  } catch (error) {
    if (!isApiFailure(error)) throw error;
    const report = isApiError(error, ...UNSURE, ...alsoUnsure) ? unsure : bad;
    return report(name, error.message);
  }
}

/** Whether an error came from the API and not from an interruption. */
function isApiFailure(error: unknown): error is ApiError {
  return isApiError(error) && !error.details.cancelled;
}
