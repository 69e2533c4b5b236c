import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine";

// Each of a command's five Node processes would read NODE_EXTRA_CA_CERTS, which local connections do not need.
const LEFT_OUT = /^(CLOUDFLARE_|PULUMI_(?!HOME$)|JEST_|NODE_EXTRA_CA_CERTS$)/;

/**
 * Returns the environment for the commands of a throwaway stack. Starts from the caller's environment and removes the
 * variables that configure Pulumi, name a Cloudflare account or come from a test runner.
 */
export function stackEnvironment(
  { bin }: Engine,
  backendDir: string,
  stack: string,
  { PATH = "", ...inherited }: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !LEFT_OUT.test(name))),
    PATH: `${bin}${delimiter}${PATH}`,
    PULUMI_BACKEND_URL: pathToFileURL(backendDir).href,
    PULUMI_STACK: stack,
    PULUMI_CONFIG_PASSPHRASE: "throwaway",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The build checks the types of the programs, so the engine does not have to.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // Makes a missing plugin an error, rather than a download.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
