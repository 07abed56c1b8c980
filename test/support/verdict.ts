/**
 * What a proxy does with a request.
 * - `forward`: passes it on and the answer back.
 * - `hold`: does not pass it on until `release`; a client that goes away meanwhile takes it with it.
 * - `hold-response`: passes it on, and keeps the answer until `release`.
 * - `drop-request`: closes the client's connection, nothing is passed on.
 * - `drop-response`: passes it on, and closes the client's connection when the answer is there.
 * - `respond`: answers itself with this status; nothing is passed on.
 */
export type Verdict =
  | 'forward'
  | 'hold'
  | 'hold-response'
  | 'drop-request'
  | 'drop-response'
  | { readonly respond: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> };

/** Decides on each request, in order of arrival. */
export type Hook<Call> = (call: Call) => Verdict | Promise<Verdict>;

/** One request as it was seen. */
export interface CallRecord<Call> {
  readonly call: Call;
  /** ms since the Unix epoch, at arrival. */
  readonly at: number;
  readonly verdict: Verdict;
  /** HTTP status of the answer, once there is one. */
  readonly status: number | undefined;
}
