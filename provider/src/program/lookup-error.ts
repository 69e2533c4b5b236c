import { UserError } from "./user-error";

/** Details of a failed request. */
export interface LookupErrorDetails {
  /** HTTP status, `undefined` without a response. */
  status?: number;
  /** Cloudflare's error code. */
  code?: number;
  /** Cloudflare's ray id, which its support asks for. */
  rayId?: string;
}

/**
 * A failed lookup. Its message is one line with the function, method, path, status, Cloudflare's error
 * message, code and ray id, and what to do. A program that does not catch it ends with that line and
 * without a stack trace.
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
  /** HTTP status, `undefined` without a response. */
  readonly status: number | undefined;
  /** Cloudflare's error code. */
  readonly code: number | undefined;
  /** Cloudflare's ray id, which its support asks for. */
  readonly rayId: string | undefined;

  constructor(message: string, { status, code, rayId }: LookupErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.rayId = rayId;
  }
}
