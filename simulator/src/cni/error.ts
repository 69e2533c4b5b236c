/** Error of the CNI service itself, as opposed to the gateway in front of it. */
export class CniError extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500,
    message: string,
  ) {
    super(message);
    this.name = "CniError";
  }
}

export function badRequest(message: string): CniError {
  return new CniError(400, message);
}

export function notFound(message: string): CniError {
  return new CniError(404, message);
}

export function conflict(message: string): CniError {
  return new CniError(409, message);
}
