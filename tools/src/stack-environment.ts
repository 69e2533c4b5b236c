import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine";

// Each of a command's five Node processes would read the certificates, but all connections are local.
const LEFT_OUT = /^(CLOUDFLARE_|PULUMI_(?!HOME$)|JEST_|NODE_EXTRA_CA_CERTS$)/;

/**
 * Environment for the commands of a throwaway stack: the caller's, without variables that configure Pulumi, name a
 * Cloudflare account or come from a test runner.
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
    // The build already checks the types of the programs.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // A missing plugin fails at once, even with a network.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
