/** Why a path did not lead to a value: it is no path, nothing is there, something of another type is on the way, or the index is beyond the bound. */
export type FieldPathFault = 'syntax' | 'missing' | 'mismatch' | 'bound';

/** A path that can't be followed. The message names the part of the path at which it ends. */
export class FieldPathError extends Error {
  readonly fault: FieldPathFault;

  constructor(fault: FieldPathFault, message: string) {
    super(message);
    this.name = 'FieldPathError';
    this.fault = fault;
  }
}

/** Whether a path led nowhere, so that a patch that need not happen does not. */
export function isMissing(error: unknown): boolean {
  return error instanceof FieldPathError && error.fault === 'missing';
}
