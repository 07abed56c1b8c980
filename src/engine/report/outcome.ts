import type { Change } from '../kind.ts';
import type { CloudState } from '../observation.ts';
import type { Plan } from '../plan/action.ts';

/**
 * How a pass over one object ended. One pure function (`report`) turns it, with what status said before, into conditions,
 * an event and the time of the next pass. Reasons are CamelCase; messages say what was tried on what, without times and counters.
 */
export type Outcome =
  /**
   * AWS says usable and nothing is outstanding. `drift`: not allowed to mend it (observed only, paused). `pending`: accepted for
   * the maintenance window. `after`: look again at the latest (ms), at drift that was just mended and doesn't show yet.
   */
  | {
      readonly type: 'ready';
      readonly state: CloudState;
      readonly drift: readonly Change[];
      readonly pending: readonly Change[];
      readonly after?: number;
    }
  /** On its way: creating, applying, waiting for a reference or for AWS. `after`: look again at the latest (ms); absent: something will wake it. */
  | { readonly type: 'progressing'; readonly reason: string; readonly message: string; readonly after?: number }
  /** A call failed for now. `applied`: the current generation had been applied before; what failed then is the look (`read`) or the mending of drift. */
  | Failure<'retrying', { readonly applied: boolean; readonly read: boolean }>
  /**
   * Needs the user. `reason` is AWS's code or ours. `applied` and `read` as above: drift that can't be mended leaves Ready as it was. A doubt
   * about whose the resource is (ManagementConflict, AccountMismatch ...) is never `applied`: it takes Ready away.
   */
  | Failure<'stalled', { readonly applied: boolean; readonly read?: boolean }>
  /** Asks for what AWS can't change in place. `reason`: the `replace` action's, in words. */
  | { readonly type: 'replacement'; readonly changes: readonly Change[]; readonly reason?: string }
  /** AWS says that it is not usable and will not heal by itself. */
  | { readonly type: 'unusable'; readonly state: CloudState }
  /** AWS no longer has the resource, and its name was given: it is not made again. */
  | { readonly type: 'gone'; readonly message: string }
  /** On its way out. `error`: a call failed, and is tried again. */
  | {
      readonly type: 'deleting';
      readonly message: string;
      readonly after?: number;
      readonly error?: Omit<FailureText, 'state'>;
    }
  /** The resource stays until others let go of it, or the user does. */
  | { readonly type: 'deletionBlocked'; readonly reason: string; readonly message: string };

interface FailureText {
  readonly reason: string;
  readonly message: string;
  /** What this pass's look at the resource said, if it got so far: brings a Ready back that had become Unknown. */
  readonly state?: CloudState;
  /** When there is any use in trying again (ms); absent: by the object's back-off. */
  readonly retryAfter?: number;
}

type Failure<T extends string, More> = { readonly type: T } & FailureText & More;

/** What holds beside the outcome. */
export interface ReportContext {
  readonly generation: number;
  readonly paused: boolean;
  /** undefined: the kind has no references or none are used. `kept`: the pass ended before it looked at them. */
  readonly references: { readonly resolved: boolean; readonly message: string } | 'kept' | undefined;
  /** Some actions were filtered out (policy, pause): what they would do. */
  readonly filtered: readonly string[];
  /** Leaves that left spec and can't be brought back. */
  readonly leftovers: readonly string[];
  /** The resource that the object goes on with, and further ones that carry its uid; absent or empty: there are none. */
  readonly duplicates?: readonly string[];
  /** ms since the epoch */
  readonly now: number;
  /**
   * The last time a valid look at AWS came in for this object (ms). undefined: not known, and Ready stays as it was; after a
   * restart the process' start stands for the looks of the process before.
   */
  readonly lastLook: number | undefined;
  /** What this pass changed in the cloud. `drift`: the generation had been applied before. Absent: nothing. */
  readonly done?: { readonly actions: Plan; readonly drift: boolean };
}
