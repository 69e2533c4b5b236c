/** MD5 keys in a stack's configuration. */
import { z } from "zod";
import { CliError } from "../../cli-error";
import { EXIT } from "../../exit-codes";
import { pulumi } from "../../pulumi-cli";
import type { NeededSecret } from "./program";

export interface KeyStore {
  stack: string;
  /** Folder of the Pulumi project. */
  cwd: string;
}

const configuration = z.record(
  z.string(),
  z.looseObject({ value: z.string().optional(), secret: z.boolean().optional() }),
);

/** Stores every key as a secret and reads all keys back. Throws if one is missing or differs. */
export async function storeKeys(
  secrets: readonly NeededSecret[],
  { stack, cwd }: KeyStore,
): Promise<void> {
  // `config set-all` takes values as arguments, which every process of the machine can see.
  // `config set` reads standard input, but rewrites the whole file, so calls must not overlap.
  for (const { key, value } of secrets) {
    await pulumi(["config", "set", "--secret", key, "--stack", stack], { cwd, input: value });
  }
  if (secrets.length === 0) return;
  const stored = await readConfiguration({ stack, cwd });
  const missing = secrets.filter(({ key, value }) => !isStored(stored, key, value));
  if (missing.length === 0) return;
  const names = missing.map(({ key }) => key).join(", ");
  throw new CliError(
    `${missing.length} of ${secrets.length} MD5 keys are not in the configuration of stack "${stack}": ${names}. Make sure that nothing else writes the configuration file, then run the command again with --force.`,
    EXIT.api,
  );
}

type Configuration = z.infer<typeof configuration>;

async function readConfiguration({ stack, cwd }: KeyStore): Promise<Configuration> {
  const args = ["config", "--show-secrets", "--json", "--stack", stack];
  const result = configuration.safeParse(JSON.parse(await pulumi(args, { cwd })));
  if (result.success) return result.data;
  throw new CliError(
    `The MD5 keys of stack "${stack}" cannot be read back. Check them with "pulumi config --stack ${stack}".`,
    EXIT.api,
  );
}

/** Whether the configuration contains a key, regardless of the project name that Pulumi puts before it. */
function isStored(stored: Configuration, key: string, value: string): boolean {
  return Object.entries(stored).some(
    ([name, entry]) =>
      name.slice(name.indexOf(":") + 1) === key && entry.secret === true && entry.value === value,
  );
}
