/** One evaluation of a program. */
export interface SandboxJob {
  /** TypeScript of an ES module whose default export is a function of one argument. */
  readonly source: string;
  /** JSON text of the argument; the program gets it frozen. */
  readonly input: string;
  readonly limits: SandboxLimits;
}

/** What one evaluation may take. */
export interface SandboxLimits {
  readonly memoryBytes: number;
  readonly timeMs: number;
}

/** How an evaluation ended. */
export type SandboxOutcome =
  /** JSON text of what the function returned. */
  | { readonly type: 'done'; readonly output: string }
  /**
   * The program threw, can't be parsed, went beyond a limit or did what a program may not do. `line`: of the source, from 1. `spoilt`: it has
   * broken the thread that it was parsed on, which can parse nothing more.
   */
  | { readonly type: 'failed'; readonly message: string; readonly line?: number; readonly spoilt?: true };

/** Evaluates programs apart from everything else: each in a world of its own that ends with it, without I/O, clock and chance. */
export interface Sandbox {
  /** Rejects only when the sandbox itself is broken or the signal aborts. */
  evaluate(job: SandboxJob, signal: AbortSignal): Promise<SandboxOutcome>;
}
