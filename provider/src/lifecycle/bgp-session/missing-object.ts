import type { AccountApi } from "../../api/account";
import { type ApiError, isApiError } from "../../api/errors";
import { CniError } from "../../domain/errors";

/** What a write needs to be there: a port, and for an update the session itself. */
interface RequiredObjects {
  interconnect: string;
  id?: string;
}

/**
 * Writes a session. If the write is refused because the port or the session is gone, the error says
 * so: Cloudflare's own names neither what happened nor the way on.
 */
export async function explainMissingObject<Result>(
  api: AccountApi,
  required: RequiredObjects,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isApiError(error, "not-found", "refused", "conflict")) throw error;
    const missing = await findMissing(api, required, error);
    if (missing === undefined) throw error;
    throw new CniError(
      `${missing} no longer exists at Cloudflare. Run \`pulumi refresh\`, then \`pulumi up\`.\nCloudflare's error: ${error.message}`,
      { cause: error },
    );
  }
}

/** Names what is gone; undefined if nothing is, or if looking failed and nobody can tell. */
async function findMissing(
  api: AccountApi,
  { interconnect, id }: RequiredObjects,
  { details }: ApiError,
): Promise<string | undefined> {
  try {
    if ((await api.interconnects.find(interconnect)) === undefined) {
      return `Interconnect ${interconnect} of this session`;
    }
    if (id === undefined || details.kind !== "not-found") return undefined;
    return (await api.cnis.find(id)) === undefined ? `Session ${id}` : undefined;
  } catch {
    return undefined;
  }
}
