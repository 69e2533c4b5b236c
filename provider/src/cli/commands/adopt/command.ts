import { join } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { AccountApi } from "../../../api/account";
import { isApiError } from "../../../api/errors";
import { inertJson } from "../../../domain/outside-text";
import { createCommand } from "../../command";
import { EXIT } from "../../exit-codes";
import { writeOutputFile } from "../../files";
import { TYPESCRIPT } from "../../generated/languages";
import { writeProject } from "../../generated/project";
import { storeKeys } from "./keys";
import { generateProgram } from "./program";

const schema = z.object({
  out: z.string(),
  force: z.boolean().default(false),
  setKeys: z.string().optional(),
});

export function adoptCommand(): Command {
  return createCommand({
    usage: "adopt",
    summary: "Generate a Pulumi program for existing objects",
    details:
      "Writes index.ts, adopted.json (which maps each resource to its object) and, if the folder has none, the files of a Pulumi project. Preview shows creations with adopt: true, but `pulumi up` changes nothing at Cloudflare. MD5 keys are never written to the program; --set-keys stores them as secrets in the stack's configuration and verifies them.",
    options: [
      new Option("--out <folder>", "Output folder").default("adopted"),
      new Option("--force", "Replace an existing index.ts"),
      new Option("--set-keys <stack>", "Store the MD5 keys in the configuration of this stack"),
    ],
    schema,
    async run({ out, force, setKeys }, { connect, output }) {
      const { api, account } = await connect();
      const [ports, cnis, defaultAsn] = await Promise.all([
        api.interconnects.list(),
        api.cnis.list(),
        readDefaultAsn(api),
      ]);
      const { text, mapping, secrets } = generateProgram(account, { ports, cnis, defaultAsn });
      const program = await writeProject({
        folder: out,
        name: "interconnects",
        description: "Adopted Cloudflare interconnects",
        language: TYPESCRIPT,
        program: text,
        force,
      });
      await writeOutputFile(
        join(out, "adopted.json"),
        `${inertJson(JSON.stringify(mapping, undefined, 2))}\n`,
      );
      if (setKeys !== undefined) {
        await storeKeys(secrets, { stack: setKeys, cwd: out });
      }
      const needed = secrets.map(({ key, session }) => ({ key, session }));
      const todo = mapping.filter((one) => one.todo !== undefined);
      if (output.json) {
        output.data({ folder: out, resources: mapping, secrets: needed });
        return EXIT.ok;
      }
      output.line(`${program} adopts ${mapping.length - todo.length} objects`);
      for (const { id, todo: why } of todo) output.line(`! ${id}: ${why}`);
      if (setKeys === undefined && needed.length > 0) {
        output.note("Set the MD5 key of each session to the one on the router, or use --set-keys:");
        for (const { key } of needed) output.line(`pulumi config set --secret ${key}`);
      }
      output.note(
        "Next: run pulumi preview. It shows only creations, each of which adopts an existing object.",
      );
      return EXIT.ok;
    },
  });
}

/** Reads the default ASN. Returns `undefined` if the account has none, which the API reports as 404 or 0. */
async function readDefaultAsn(api: AccountApi): Promise<number | undefined> {
  try {
    const { defaultAsn } = await api.settings.get();
    return defaultAsn === 0 ? undefined : defaultAsn;
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}
