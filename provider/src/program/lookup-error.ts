import { UserError } from "./user-error";

/** Details of a failed request. */
export interface LookupErrorDetails {
  /** HTTP status, or `undefined` without a response. */
  status?: number;
  /** Cloudflare's error code. */
  code?: number;
  /** Cloudflare's ray ID. Cloudflare Support asks for it. */
  rayId?: string;
}

/**
 * Error of a failed lookup. Its message is one line with the function, method, path, status, Cloudflare's error
 * message, code and ray ID, and advice. If a program does not catch the error, Pulumi prints this line without a stack
 * trace.
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
  /** HTTP status, or `undefined` without a response. */
  readonly status: number | undefined;
  /** Cloudflare's error code. */
  readonly code: number | undefined;
  /** Cloudflare's ray ID. Cloudflare Support asks for it. */
  readonly rayId: string | undefined;

  constructor(message: string, { status, code, rayId }: LookupErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.rayId = rayId;
  }
}
