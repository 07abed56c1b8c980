import type { Change } from '../../engine/kind.ts';

/** The change of a field or of anything below it; undefined where it stays. */
export function changeOf(changes: readonly Change[], path: string): Change | undefined {
  return changes.find((change) => change.path === path || change.path.startsWith(`${path}.`));
}
