import type { Lane } from '../budget/call-bucket.ts';

/** One finished call to AWS, for `evenkeel_cloud_calls_total` and the like. */
export interface CallRecord {
  readonly service: string;
  readonly action: string;
  /** `done`, `unknown`, or the class of the error (`throttled`, `denied` ...). */
  readonly outcome: string;
  readonly priority: Lane;
  readonly ms: number;
}

export type OnCall = (call: CallRecord) => void;
