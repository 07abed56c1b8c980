import type { CannotRun } from '../../test/support/requirements.ts';

/** How one suite ended. */
export interface SuiteResult {
  readonly passed: number;
  /** Failed tests and hooks. */
  readonly failed: number;
  readonly skipped: number;
  /** Why tests were skipped. */
  readonly notRun: readonly CannotRun[];
}

/** The sum over suites. */
export function sumOf(results: readonly SuiteResult[]): SuiteResult {
  const sum = (number: (result: SuiteResult) => number): number => results.reduce((total, result) => total + number(result), 0);
  return {
    passed: sum((result) => result.passed),
    failed: sum((result) => result.failed),
    skipped: sum((result) => result.skipped),
    notRun: results.flatMap((result) => result.notRun),
  };
}

/** A result as it stands under CI=true: there whatever was skipped has failed. */
export function strict(result: SuiteResult): SuiteResult {
  return { ...result, failed: result.failed + result.skipped, skipped: 0 };
}

/** The closing line: `N passed, N failed`, and `, N skipped` if there are any. */
export function closingLine({ passed, failed, skipped }: SuiteResult): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
