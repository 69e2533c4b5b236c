import { type Command, Option } from "commander";
import { z } from "zod";
import { inertJson } from "../../../domain/outside-text";
import { readAccount } from "../../account-objects";
import { commandOf } from "../../command";
import { EXIT } from "../../exit-codes";
import { writeOutputFile } from "../../files";
import { readOptional } from "../../read-optional";
import { stateOfAccount } from "./state-of-account";

const schema = z.object({ out: z.string().optional() });

export function snapshotCommand(): Command {
  return commandOf({
    usage: "snapshot",
    summary: "save what the account has, without secrets, for `simulate`",
    details: "MD5 keys are replaced by a text that says so. The file is for this user only.",
    options: [new Option("--out <file>", "the file; standard output unless told")],
    schema,
    async run({ out }, { connect, output }) {
      const { api, raw } = await connect();
      const [objects, slots, defaultAsn, routes] = await Promise.all([
        readAccount(api, output),
        api.listSlots(),
        readOptional(api.getSettings().then((settings) => settings.defaultAsn)),
        // Not every token may read Magic's routes.
        readOptional(raw.listRoutes()),
      ]);
      const state = stateOfAccount({ objects, slots, defaultAsn, routes: routes ?? [] });
      if (routes === undefined) output.note("Static routes are left out: they cannot be read.");
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
