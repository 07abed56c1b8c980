/** One command of the program. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Resolves with the exit code; rejects with UsageError or any failure, which is printed. */
  run(args: readonly string[]): Promise<number>;
}
