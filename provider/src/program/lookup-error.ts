import { UserError } from "./user-error";

/** What the API said of a request that did not succeed. */
export interface LookupErrorDetails {
  /** HTTP status; undefined where there was no answer. */
  status?: number;
  /** Cloudflare's error code. */
  code?: number;
  /** Cloudflare's ray id: what its support asks for first. */
  rayId?: string;
}

/**
 * Why a lookup failed, in one line: function, method, path, status, Cloudflare's words, code and ray
 * id, and what to do. A program that does not catch it ends with that line and without a stack.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * async function slotOrNone(id: string) {
 *   try {
 *     return await cni.getSlot({ id });
 *   } catch (error) {
 *     if (error instanceof cni.LookupError && error.status === 404) return undefined;
 *     throw error;
 *   }
 * }
 * ```
 */
export class LookupError extends UserError {
  override name = "LookupError";
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly rayId: string | undefined;

  constructor(message: string, { status, code, rayId }: LookupErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.rayId = rayId;
  }
}
