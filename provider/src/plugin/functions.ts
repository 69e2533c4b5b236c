/** Lookups as functions of the Pulumi package, for programs in other languages. */
import { CniError } from "../domain/errors";
import { inertTexts } from "../domain/outside-text";
import { prepare, type QueryName, queries } from "../queries";
import type { Query } from "../queries/query";
import type { Settings } from "../run/configuration";
import type { Props } from "../run/property-values";
import type { Run } from "../run/run";
import { PACKAGE, version } from "./package";
import { settingsRecord } from "./settings";

export async function callFunction(
  token: string,
  args: Props,
  { run, settings }: { run: Run; settings: Settings },
): Promise<Props> {
  const name = token.replace(`${PACKAGE}:index:`, "");
  if (!isFunction(name)) {
    throw new CniError(`${token} is not a function of version ${version} of the plugin.`);
  }
  const query: Query<unknown> = queries[name];
  const { ask } = prepare(query, args, {
    clients: run.clients,
    settings: settingsRecord(settings),
    onWait: (message) =>
      run.engine.log(undefined, "info", `${name}: ${message}`, { ephemeral: true }),
  });
  const answer = await ask();
  return typeof answer === "string"
    ? { base64: answer }
    : JSON.parse(JSON.stringify(inertTexts(answer)));
}

function isFunction(name: string): name is QueryName {
  return name.startsWith("get") && Object.hasOwn(queries, name);
}
