import type { Comparison } from '../fields/compare.ts';
import { difference, intersection, isEmptySet, union } from '../fields/field-set.ts';
import type { FieldSet } from '../fields/field-set.ts';
import type { Manager, Managers } from './managers.ts';

/** Fields that a write changes although another manager owns them. */
export interface Conflict {
  readonly manager: Manager;
  readonly set: FieldSet;
}

/** What others than the writer own of the fields that a change adds or modifies. */
export function findConflicts(managers: Managers, change: Comparison, writer: string): readonly Conflict[] {
  const written = union(change.added, change.modified);
  const conflicts: Conflict[] = [];
  for (const [key, manager] of managers) {
    if (key === writer) continue;
    const set = intersection(manager.set, written);
    if (!isEmptySet(set)) conflicts.push({ manager, set });
  }
  return conflicts;
}

/** The managers after a change that `writer` made: the others lose what it adds, modifies or removes. */
export function takeFromOthers(managers: Managers, change: Comparison, writer: string | undefined): Map<string, Manager> {
  const written = union(change.added, change.modified);
  const left = new Map<string, Manager>();
  for (const [key, manager] of managers) {
    const set = key === writer ? manager.set : difference(difference(manager.set, written), change.removed);
    if (!isEmptySet(set)) left.set(key, set === manager.set ? manager : { ...manager, set });
  }
  return left;
}
