import type { LeftOut } from '../../test/support/requirements.ts';

/** How one suite ended. */
export interface SuiteResult {
  readonly passed: number;
  /** Failed tests and hooks. */
  readonly failed: number;
  /** But for those that are left to others. */
  readonly skipped: number;
  /** Why tests were skipped. */
  readonly notRun: readonly LeftOut[];
  /** Tests that the servers under test are not meant to pass. */
  readonly leftToOthers: readonly LeftOut[];
}

/** The result of a suite in which nothing has run. */
export const emptyResult: SuiteResult = { passed: 0, failed: 0, skipped: 0, notRun: [], leftToOthers: [] };

/** The sum over suites. */
export function sumOf(results: readonly SuiteResult[]): SuiteResult {
  const sum = (number: (result: SuiteResult) => number): number => results.reduce((total, result) => total + number(result), 0);
  return {
    passed: sum((result) => result.passed),
    failed: sum((result) => result.failed),
    skipped: sum((result) => result.skipped),
    notRun: results.flatMap((result) => result.notRun),
    leftToOthers: results.flatMap((result) => result.leftToOthers),
  };
}

/** A result as it stands under CI=true: there whatever was skipped has failed. */
export function strict(result: SuiteResult): SuiteResult {
  return { ...result, failed: result.failed + result.skipped, skipped: 0 };
}

/** What was left out and why, a line each under the number. */
export function leftOutLines({ skipped, notRun, leftToOthers }: SuiteResult): readonly string[] {
  const listed = (head: string, list: readonly LeftOut[]): readonly string[] =>
    list.length === 0 ? [] : [head, ...list.map(({ title, reason }) => `  ${title}: ${reason}`)];
  return [
    ...listed(`${skipped} could not run on this machine:`, notRun),
    ...listed(`${leftToOthers.length} left to other servers:`, leftToOthers),
  ];
}

/** The closing line: `N passed, N failed`, and `, N skipped` if there are any. */
export function closingLine({ passed, failed, skipped }: SuiteResult): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
