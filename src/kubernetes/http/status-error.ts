import { isObject } from '../../base/json.ts';
import { ApiError } from '../api-error.ts';

const shownBody = 200;

/** What the API server answers to a patch that carries another uid; told as the conflict that it is. */
const uidField = 'metadata.uid';

/**
 * The error that an answer of 400 or more stands for: from its `Status` body if it is one (a proxy in between may say
 * anything). Waiting times come from the `Retry-After` header in seconds, else from the Status' own details.
 */
export function statusError(code: number, body: string, retryAfter: string | undefined): ApiError {
  const status = parsed(body);
  const reason = textOf(status['reason']) ?? 'Unknown';
  const message = textOf(status['message']) ?? `HTTP ${code}: ${body.slice(0, shownBody)}`;
  const retryAfterSeconds = retrySeconds(retryAfter, status['details']);
  return apiError({ code, reason, message, retryAfterSeconds }, status['details']);
}

/** The error of a refusal, as all clients give it: another uid in a patch is a conflict. */
export function apiError(refusal: Pick<ApiError, 'code' | 'reason' | 'message' | 'retryAfterSeconds'>, details: unknown): ApiError {
  const { code, reason, message, retryAfterSeconds } = refusal;
  if (code === 422 && concerns(uidField, details)) return new ApiError(409, 'Conflict', message);
  return new ApiError(code, reason, message, retryAfterSeconds);
}

function concerns(field: string, details: unknown): boolean {
  const causes: readonly unknown[] = isObject(details) && Array.isArray(details['causes']) ? details['causes'] : [];
  return causes.some((cause) => isObject(cause) && cause['field'] === field);
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function retrySeconds(header: string | undefined, details: unknown): number | undefined {
  if (header !== undefined && /^\d+$/u.test(header)) return Number(header);
  const seconds = isObject(details) ? details['retryAfterSeconds'] : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}
