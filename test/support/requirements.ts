import type { Context } from 'mocha';

/** A test, or a whole suite, that this machine can't run. */
export interface CannotRun {
  readonly title: string;
  readonly reason: string;
}

const notRun: CannotRun[] = [];

/** What has been left out so far in this process. */
export function leftOut(): readonly CannotRun[] {
  return notRun;
}

/**
 * Says that the test or the suite, from whose function or `before` hook it is called, can't run on this machine, and
 * leaves it: with a line that gives the reason, and counted at the end of the run. Under CI=true it fails instead.
 */
export function cannotRunHere(context: Context, reason: string): never {
  const title = (context.currentTest ?? context.test)?.fullTitle() ?? 'a test';
  if (process.env['CI'] === 'true') throw new Error(`can't run here: ${reason}`);
  notRun.push({ title, reason });
  console.log(`not run: ${title}: ${reason}`);
  return context.skip();
}
