/** What a server made of one step. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly warnings: readonly string[];
  /** Parsed JSON, events of a watch, or the text. */
  readonly body: unknown;
}
