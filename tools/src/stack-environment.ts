import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine";

const STEERS = /^(CLOUDFLARE_|PULUMI_(?!HOME$)|JEST_)/;
// Each of the five Node processes of a command would read and parse them at its start, and all they talk to is local.
const CERTIFICATES = "NODE_EXTRA_CA_CERTS";

/**
 * The environment of a throwaway stack's commands: the caller's, without what steers Pulumi, names a Cloudflare account
 * or comes from a test runner.
 */
export function stackEnvironment(
  { bin }: Engine,
  backendDir: string,
  stack: string,
  { PATH = "", ...inherited }: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(
      Object.entries(inherited).filter(([name]) => !STEERS.test(name) && name !== CERTIFICATES),
    ),
    PATH: `${bin}${delimiter}${PATH}`,
    PULUMI_BACKEND_URL: pathToFileURL(backendDir).href,
    PULUMI_STACK: stack,
    PULUMI_CONFIG_PASSPHRASE: "throwaway",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The build checks the types of the programs already.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // A plugin that is not there is an error at once, with a network as without one.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
