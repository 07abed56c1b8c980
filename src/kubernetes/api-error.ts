/** The API server answered with a Status: `code` is the HTTP status, `reason` Kubernetes' own word for it (`NotFound`, `Conflict`, ...). */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: number, reason: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: refused connection, reset, time-out. Whether a write took effect is unknown. */
export class ApiUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiUnreachable';
  }
}

/** There is no such object, or no such type. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404;
}

/** A precondition (uid, resourceVersion) or another manager's field stood in the way. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 409;
}

/** The watch or list position is too old: list again. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiError && error.code === 410;
}
