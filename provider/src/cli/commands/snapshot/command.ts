import { type Command, Option } from "commander";
import { z } from "zod";
import { inertJson } from "../../../domain/outside-text";
import { readAccount } from "../../account-picture";
import { commandOf } from "../../command";
import { EXIT } from "../../exit-codes";
import { writeOut } from "../../files";
import { orNone } from "../../or-none";
import { stateOfAccount } from "./state-of-account";

const given = z.object({ out: z.string().optional() });

export function snapshotCommand(): Command {
  return commandOf({
    usage: "snapshot",
    summary: "save what the account has, without secrets, for `simulate`",
    details: "MD5 keys are replaced by a text that says so. The file is for this user only.",
    options: [new Option("--out <file>", "the file; standard output unless told")],
    given,
    async run({ out }, { connect, output }) {
      const { api, raw } = await connect();
      const [picture, slots, defaultAsn, routes] = await Promise.all([
        readAccount(api, output),
        api.listSlots(),
        orNone(api.getSettings().then((settings) => settings.defaultAsn)),
        // Not every token may read Magic's routes.
        orNone(raw.listRoutes()),
      ]);
      const state = stateOfAccount({ picture, slots, defaultAsn, routes: routes ?? [] });
      if (routes === undefined) output.note("Static routes are left out: they cannot be read.");
      if (out === undefined) {
        output.data(state);
        return EXIT.ok;
      }
      await writeOut(out, `${inertJson(JSON.stringify(state, undefined, 2))}\n`, {
        isPrivate: true,
      });
      const counts = { ports: picture.ports.length, sessions: picture.cnis.length };
      if (output.json) output.data({ file: out, ...counts });
      else output.line(`${out}: ${counts.ports} ports, ${counts.sessions} sessions`);
      return EXIT.ok;
    },
  });
}
