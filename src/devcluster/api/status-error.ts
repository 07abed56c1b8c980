import { ApiError } from '../../kubernetes/api-error.ts';

/** One thing that is wrong with a request: `field` is a path such as `spec.tags[0].key`, `reason` Kubernetes' CauseType. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** What a failed request was about: `details` of a Kubernetes Status. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Partial<StatusCause>[];
  readonly retryAfterSeconds?: number;
}

/** A request that this server refuses, with all that a Kubernetes Status says of it. */
export class StatusError extends ApiError {
  readonly details: StatusDetails | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(code, reason, message, details?.retryAfterSeconds);
    this.name = 'StatusError';
    this.details = details;
  }
}
