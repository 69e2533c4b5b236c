import { type Command, Option } from "commander";
import { z } from "zod";
import { inertJson } from "../../../domain/outside-text";
import { readAccount } from "../../account-objects";
import { createCommand } from "../../command";
import { EXIT } from "../../exit-codes";
import { writeOutputFile } from "../../files";
import { readOptional } from "../../read-optional";
import { stateOfAccount } from "./state-of-account";

const schema = z.object({ out: z.string().optional() });

export function snapshotCommand(): Command {
  return createCommand({
    usage: "snapshot",
    summary: "Save the account without secrets, for `simulate`",
    details: "Replaces MD5 keys with a placeholder. Only the current user can read the file.",
    options: [new Option("--out <file>", "Output file (default: stdout)")],
    schema,
    async run({ out }, { connect, output }) {
      const { api } = await connect();
      const [objects, slots, defaultAsn, routes] = await Promise.all([
        readAccount(api, output),
        api.slots.list(),
        readOptional(api.settings.get().then((settings) => settings.defaultAsn)),
        // Some tokens have no permission to read Magic routes.
        readOptional(api.routes.list()),
      ]);
      const state = stateOfAccount({ objects, slots, defaultAsn, routes: routes ?? [] });
      if (routes === undefined)
        output.note("Static routes are omitted, because they cannot be read.");
      if (out === undefined) {
        output.data(state);
        return EXIT.ok;
      }
      await writeOutputFile(out, `${inertJson(JSON.stringify(state, undefined, 2))}\n`, {
        isPrivate: true,
      });
      const counts = { ports: objects.ports.length, sessions: objects.cnis.length };
      if (output.json) output.data({ file: out, ...counts });
      else output.line(`${out}: ${counts.ports} ports, ${counts.sessions} sessions`);
      return EXIT.ok;
    },
  });
}
