import type { AccountApi } from "../../../api/account";
import { isApiError } from "../../../api/errors";
import { messageOf } from "../../../domain/errors";
import { isOnPort } from "../../../domain/ids";
import type { AccountObjects } from "../../account-objects";
import { safetyError } from "../../cli-error";
import type { CommandContext } from "../../command";
import { confirm } from "../../confirm";
import { isHealthy } from "../../marks";
import { withProgress } from "../../progress";
import { type Orphan, showOrphans } from "./find";

export interface Deletion extends Orphan {
  deleted: boolean;
  problem?: string;
}

/** Deletes the orphans that may be deleted, after confirmation. */
export async function removeOrphans(
  orphans: readonly Orphan[],
  { ports, cnis }: AccountObjects,
  { includeHealthy, yes }: { includeHealthy: boolean; yes: boolean },
  context: CommandContext,
  api: AccountApi,
): Promise<Deletion[]> {
  const { output, signal } = context;
  const ids = new Set(orphans.map(({ id }) => id));
  const reasonToKeep = ({ kind, id, state }: Orphan): string | undefined => {
    if (!includeHealthy && isHealthy(state === undefined ? undefined : { state })) {
      return "its link is Healthy, so it may carry traffic; to delete it too, add --include-healthy";
    }
    const port = kind === "port" ? ports.find(({ name }) => name === id) : undefined;
    const others = port ? cnis.filter((cni) => isOnPort(cni, port) && !ids.has(cni.id)) : [];
    return others.length > 0 ? "it carries a session of a stack" : undefined;
  };
  const kept = orphans.flatMap((one): Deletion[] => {
    const problem = reasonToKeep(one);
    return problem === undefined ? [] : [{ ...one, deleted: false, problem }];
  });
  const deletable = orphans.filter((one) => reasonToKeep(one) === undefined);
  if (deletable.length === 0) return kept;
  if (!output.json) showOrphans(deletable, output);
  const answer = String(deletable.length);
  const question = `Delete these ${answer} objects? A deleted port must be ordered again. Type their number:`;
  if (!(await confirm({ question, answer, yes, signal }))) {
    throw safetyError("Not confirmed, so nothing was deleted.");
  }
  const deletions: Deletion[] = [];
  // Sessions must be deleted before their port.
  for (const kind of ["session", "port"] as const) {
    const these = deletable.filter((one) => one.kind === kind);
    deletions.push(
      ...(await withProgress(output, `${kind}s deleted`, these, (one) => deleteOne(api, one))),
    );
  }
  return [...deletions, ...kept];
}

async function deleteOne(api: AccountApi, orphan: Orphan): Promise<Deletion> {
  try {
    await (orphan.kind === "port"
      ? api.interconnects.delete(orphan.id)
      : api.cnis.delete(orphan.id));
    return { ...orphan, deleted: true };
  } catch (error) {
    if (isApiError(error, "not-found")) return { ...orphan, deleted: true };
    return { ...orphan, deleted: false, problem: messageOf(error) };
  }
}
