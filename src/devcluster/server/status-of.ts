import { ApiError } from '../../kubernetes/api-error.ts';
import type { JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';

/** The Status that a failed request is answered with. What is no `ApiError` is a fault of this server: its text stays in the log. */
export function statusOf(error: unknown): JsonObject & { readonly code: number } {
  if (!(error instanceof ApiError)) {
    return { ...failure, message: 'an internal error occurred: see the log of the dev API server', reason: 'InternalError', code: 500 };
  }
  const details = error instanceof StatusError ? error.details : undefined;
  return {
    ...failure,
    message: error.message,
    ...(error.reason === '' ? {} : { reason: error.reason }),
    ...(details === undefined ? {} : { details: detailsOf(details) }),
    code: error.code,
  };
}

const failure = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' } as const;

function detailsOf({ causes, ...details }: NonNullable<StatusError['details']>): JsonObject {
  return { ...details, ...(causes === undefined ? {} : { causes: causes.map((cause) => ({ ...cause })) }) };
}
