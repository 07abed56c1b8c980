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
  if (process.env['CI'] === 'true') throw new Error(`can't run here: ${reason}`);
  const title = titleOf(context);
  notRun.push({ title, reason });
  console.log(`not run: ${title}: ${reason}`);
  return context.skip();
}

/** What `find` gives (`findBinaries`, `motoPython`, `newestKubectl`); where it rejects, the test or suite can't run here. */
export async function neededHere<T>(context: Context, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    return cannotRunHere(context, error instanceof Error ? error.message : String(error));
  }
}

/** The test's title; from a `before` hook, that of the suite which it leaves whole. */
function titleOf({ currentTest, test }: Context): string {
  const suite = test?.title.startsWith('"before all"') === true ? test.parent : undefined;
  return (suite ?? currentTest ?? test)?.fullTitle() ?? 'a test';
}
