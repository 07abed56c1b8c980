import type { Composer } from './composer.ts';

/** Throws where another process has taken over: the pass ends, and what is left is the other's. */
export function assertMayWrite({ mayWrite }: Pick<Composer, 'mayWrite'>): void {
  if (!mayWrite()) throw new Error('this process does not lead any more');
}
