import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { CniApi } from "../../../api/client";
import { isApiError } from "../../../api/errors";
import { inertJson } from "../../../domain/outside-text";
import { commandOf } from "../../command";
import { EXIT } from "../../exit-codes";
import { writeOutputFile } from "../../files";
import { ownVersion } from "../../version";
import { storeKeys } from "./keys";
import { generateProgram } from "./program";
import { projectFiles } from "./project";

const schema = z.object({
  out: z.string(),
  force: z.boolean().default(false),
  setKeys: z.string().optional(),
});

export function adoptCommand(): Command {
  return commandOf({
    usage: "adopt",
    summary: "write the program that takes over everything the account has",
    details:
      "The folder gets index.ts, adopted.json (which resource is which object), and what makes it a Pulumi project where it is none. Preview shows creations with adopt: true; `pulumi up` changes nothing at Cloudflare. MD5 keys are never written to a file of the program: --set-keys stores them as secrets in the stack's configuration and reads them back.",
    options: [
      new Option("--out <folder>", "where to write").default("adopted"),
      new Option("--force", "replace an index.ts that is there"),
      new Option("--set-keys <stack>", "Store the MD5 keys in the configuration of this stack"),
    ],
    schema,
    async run({ out, force, setKeys }, { connect, output }) {
      const { api, account } = await connect();
      const [ports, cnis, defaultAsn] = await Promise.all([
        api.listInterconnects(),
        api.listCnis(),
        readDefaultAsn(api),
      ]);
      const { text, mapping, secrets } = generateProgram(account, { ports, cnis, defaultAsn });
      await writeOutputFile(join(out, "index.ts"), text, { force });
      await writeOutputFile(
        join(out, "adopted.json"),
        `${inertJson(JSON.stringify(mapping, undefined, 2))}\n`,
      );
      for (const [name, contents] of Object.entries(projectFiles("interconnects", ownVersion()))) {
        if (!existsSync(join(out, name))) await writeOutputFile(join(out, name), contents);
      }
      if (setKeys !== undefined) {
        await storeKeys(secrets, { stack: setKeys, cwd: out });
      }
      const needed = secrets.map(({ key, session }) => ({ key, session }));
      const todo = mapping.filter((one) => one.todo !== undefined);
      if (output.json) {
        output.data({ folder: out, resources: mapping, secrets: needed });
        return EXIT.ok;
      }
      output.line(`${join(out, "index.ts")} takes over ${mapping.length - todo.length} objects`);
      for (const { id, todo: why } of todo) output.line(`! ${id}: ${why}`);
      if (setKeys === undefined && needed.length > 0) {
        output.note("Set the keys of its sessions as the routers have them, or use --set-keys:");
        for (const { key } of needed) output.line(`pulumi config set --secret ${key}`);
      }
      output.note(
        "Next: pulumi preview, which shows creations only; each one takes over what is there.",
      );
      return EXIT.ok;
    },
  });
}

/** 404 is an account that was never told one. */
async function readDefaultAsn(api: CniApi): Promise<number | undefined> {
  try {
    const { defaultAsn } = await api.getSettings();
    return defaultAsn === 0 ? undefined : defaultAsn;
  } catch (error) {
    if (isApiError(error, "not-found")) return undefined;
    throw error;
  }
}
