import type { Condition } from './condition.ts';

/**
 * The conditions with `next` among them, in its old place or at the end. `lastTransitionTime` becomes `now` (ms) if the
 * status is another than before. The order of the others stays; so does the list itself if nothing changes.
 */
export function setCondition(
  conditions: readonly Condition[],
  next: Omit<Condition, 'lastTransitionTime'>,
  now: number,
): readonly Condition[] {
  const index = conditions.findIndex((condition) => condition.type === next.type);
  const before = conditions[index];
  const lastTransitionTime = before?.status === next.status ? before.lastTransitionTime : `${new Date(now).toISOString().slice(0, 19)}Z`;
  const condition = { ...next, lastTransitionTime };
  if (before === undefined) return [...conditions, condition];
  return isSame(before, condition) ? conditions : conditions.with(index, condition);
}

function isSame(a: Condition, b: Condition): boolean {
  return a.status === b.status && a.reason === b.reason && a.message === b.message && a.observedGeneration === b.observedGeneration;
}
