/** Error of a service that always responds in Cloudflare's v4 envelope. */
export class EnvelopeError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409,
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = "EnvelopeError";
  }
}
