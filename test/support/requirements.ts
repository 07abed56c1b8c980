import type { Context } from 'mocha';

/** A test, or a whole suite, that was left out. */
export interface LeftOut {
  readonly title: string;
  readonly reason: string;
}

const notHere: LeftOut[] = [];
const notOnThis: LeftOut[] = [];

/** What this machine could not run so far in this process. */
export function leftOut(): readonly LeftOut[] {
  return notHere;
}

/** What the servers under test could not be asked for so far in this process, a test each. */
export function leftToOthers(): readonly LeftOut[] {
  return notOnThis;
}

/**
 * Says that the test or the suite, from whose function or `before` hook it is called, can't run on this machine, and
 * leaves it: with a line that gives the reason, and counted at the end of the run. Under CI=true it fails instead.
 */
export function cannotRunHere(context: Context, reason: string): never {
  if (process.env['CI'] === 'true') throw new Error(`can't run here: ${reason}`);
  return leave(context, notHere, reason);
}

/** What `find` gives (`findBinaries`, `motoPython`, `newestKubectl`); where it rejects, the test or suite can't run here. */
export async function neededHere<T>(context: Context, find: () => Promise<T>): Promise<T> {
  try {
    return await find();
  } catch (error) {
    return cannotRunHere(context, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Says that the test, from whose function it is called, asks for what the servers under test are not meant to have, so that it is for
 * others to pass; and leaves it, with a line that gives the reason. It is counted, and is no failure under CI=true.
 */
export function leaveToOthers(context: Context, reason: string): never {
  return leave(context, notOnThis, reason);
}

function leave(context: Context, list: LeftOut[], reason: string): never {
  const title = titleOf(context);
  list.push({ title, reason });
  console.log(`not run: ${title}: ${reason}`);
  return context.skip();
}

/** The test's title; from a `before` hook, that of the suite which it leaves whole. */
function titleOf({ currentTest, test }: Context): string {
  const suite = test?.title.startsWith('"before all"') === true ? test.parent : undefined;
  return (suite ?? currentTest ?? test)?.fullTitle() ?? 'a test';
}
