import type { CloudError } from '../../engine/cloud.ts';

/** Thrown by what stands before the wire (budget, lease check): no byte was sent, for the reason that `cloudError` gives. */
export class UnsentError extends Error {
  readonly cloudError: CloudError;

  constructor(cloudError: CloudError) {
    super(cloudError.message, { cause: cloudError });
    this.name = 'UnsentError';
    this.cloudError = cloudError;
  }
}
