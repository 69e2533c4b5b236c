import { delimiter } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine";

// The certificates would be read by each of a command's five Node processes, and all they talk to is local.
const LEFT_OUT = /^(CLOUDFLARE_|PULUMI_(?!HOME$)|JEST_|NODE_EXTRA_CA_CERTS$)/;

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
    ...Object.fromEntries(Object.entries(inherited).filter(([name]) => !LEFT_OUT.test(name))),
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
