import type { AccountApi } from "../../api/account";
import { type ApiError, isApiError } from "../../api/errors";
import { CniError } from "../../domain/errors";

/** Objects that must exist before a session is written: the interconnect and, for an update, the session. */
interface RequiredObjects {
  interconnect: string;
  id?: string;
}

/**
 * Writes a session. If the API refuses because the interconnect or the session no longer exists, throws an error that
 * says so. Cloudflare's error message does not.
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

/**
 * Describes the object that no longer exists. Returns `undefined` if both objects exist or if they cannot be checked.
 */
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
