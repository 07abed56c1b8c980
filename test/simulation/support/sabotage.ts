/** Changes what a process says before anybody hears it. */
export interface Sabotage {
  /** The form of a request to AWS. */
  request?(parameters: URLSearchParams): void;
  /** The body of a patch. */
  patch?(body: unknown): unknown;
  /** A call whose answer was lost is sent again at once. */
  readonly blindRetry?: boolean;
}
