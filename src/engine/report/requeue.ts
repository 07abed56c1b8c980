import type { Outcome } from './outcome.ts';

/** When the object is looked at again, if nothing wakes it before. */
export type Requeue =
  | { readonly type: 'none' }
  | { readonly type: 'after'; readonly afterMs: number }
  /** With the object's own exponential back-off. */
  | { readonly type: 'rateLimited' }
  /** The user has to act: not more often than every 10 minutes. */
  | { readonly type: 'userError' };

const none: Requeue = { type: 'none' };

/** Where only spec or the cloud can change something there is no time: both wake the object. */
export function requeueOf(outcome: Outcome): Requeue {
  switch (outcome.type) {
    case 'ready':
    case 'progressing':
      return later(outcome.after);
    case 'deleting':
      return outcome.error === undefined ? later(outcome.after) : again(outcome.error.retryAfter);
    case 'retrying':
      return again(outcome.retryAfter);
    case 'stalled':
      return { type: 'userError' };
    default:
      return none;
  }
}

function again(afterMs: number | undefined): Requeue {
  return afterMs === undefined ? { type: 'rateLimited' } : { type: 'after', afterMs };
}

function later(afterMs: number | undefined): Requeue {
  return afterMs === undefined ? none : { type: 'after', afterMs };
}
