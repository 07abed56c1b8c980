import { deepEqual } from '../../../base/json.ts';
import type { Json, JsonObject } from '../../api/dev-object.ts';
import { StatusError } from '../../api/status-error.ts';
import { compare } from '../fields/compare.ts';
import { checkTyped } from '../fields/check-typed.ts';
import { compileFieldType } from '../fields/compile-field-type.ts';
import { difference, emptySet, intersection, isEmptySet, union, withoutBelow } from '../fields/field-set.ts';
import type { FieldSet } from '../fields/field-set.ts';
import type { FieldType } from '../fields/field-type.ts';
import { isJsonObject, objectAt } from '../fields/json-shape.ts';
import { mergeValues } from '../fields/merge-values.ts';
import { removeItems, withNamedFields } from '../fields/remove-items.ts';
import { setOfValue } from '../fields/set-of-value.ts';
import { findConflicts, takeFromOthers } from './change-owners.ts';
import { conflictError } from './conflict-error.ts';
import { withLastApplied, withoutOwnConflicts } from './last-applied.ts';
import { managerKey, managersOf, timeOf, withManagers } from './managers.ts';
import type { Manager, ManagerName, Managers } from './managers.ts';
import type { ManagedWrite } from './track-update.ts';
import { managersAfter } from './track-update.ts';
import { neverOwned, outOfReach } from './unowned-fields.ts';

/** A server-side apply. */
export interface ApplyWrite extends ManagedWrite {
  readonly applied: JsonObject;
  /** Takes conflicting fields over. */
  readonly force: boolean;
}

/**
 * The live object with what is applied laid over it, without what the manager applied before and no longer does (unless
 * another owns it too), and with the managedFields that follow. Throws `StatusError`: 409 for fields that others own and
 * that would change, 400 and 500 for a body that can't be applied.
 */
export function serverSideApply(write: ApplyWrite): JsonObject {
  const { applied, manager, subresource, apiVersion, schema, hasStatus, now } = write;
  const type = compileFieldType(schema);
  checkApplied(write, type);
  const live = write.live ?? {};
  const ignored = outOfReach(hasStatus, subresource);
  const name: ManagerName = { manager, operation: 'Apply', apiVersion, subresource };
  const key = managerKey(name);
  const before = managersOrFirst(write);
  const last = before.get(key);
  const set = withoutBelow(setOfValue(type, applied), ignored);
  const managers = new Map(before).set(key, { ...name, time: last?.time, set });
  const merged = prune({ type, merged: asObject(mergeValues(type, live, applied)), last: last?.set ?? emptySet, managers });
  const change = compare(type, live, merged, ignored);
  const conflicts = write.force ? [] : withoutOwnConflicts(findConflicts(managers, change, key), manager, { type, live });
  if (conflicts.length > 0) throw conflictError(conflicts);
  const left = takeFromOthers(managers, change, key);
  // What is out of reach counts here, and so does the order of lists; an entry that comes without moving anything has no time.
  own(left, key, deepEqual(live, merged) ? undefined : timeOf(now));
  return withManagers(withLastApplied(merged, applied, manager), left);
}

function checkApplied({ applied, apiVersion }: ApplyWrite, type: FieldType): void {
  const { managedFields, name, namespace } = objectAt(applied, 'metadata');
  if (managedFields !== undefined && managedFields !== null) throw new StatusError(400, 'BadRequest', 'metadata.managedFields must be nil');
  const problems = checkTyped(type, applied);
  if (problems.length === 0) return;
  const object = `${textOf(namespace)}/${textOf(name)}; ${apiVersion.includes('/') ? '' : '/'}${apiVersion}, Kind=${textOf(applied['kind'])}`;
  const text = problems.length === 1 ? problems[0] : `errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
  // A real server has no reason for it either.
  throw new StatusError(500, '', `failed to create typed patch object (${object}): ${text}`);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Objects that were written before anyone was tracked: all that is there belongs to nobody in particular. */
function managersOrFirst({ live, subresource, apiVersion, schema, hasStatus, now }: ApplyWrite): Managers {
  const managers = managersOf(live);
  if (live === undefined || managers.size > 0) return managers;
  return managersAfter(managers, {
    live: {},
    updated: live,
    manager: 'before-first-apply',
    subresource,
    apiVersion,
    schema,
    hasStatus,
    now,
  });
}

/** Leaves the applying manager without what is never owned, and with a new time if anything moved. */
function own(managers: Map<string, Manager>, key: string, time: string | undefined): void {
  const mine = managers.get(key);
  if (mine === undefined) return;
  const set = difference(mine.set, neverOwned);
  if (isEmptySet(set)) managers.delete(key);
  else managers.set(key, { ...mine, set, time: time ?? mine.time });
}

interface Pruning {
  readonly type: FieldType;
  readonly merged: JsonObject;
  /** What the manager applied the last time. */
  readonly last: FieldSet;
  /** With what it applies now. */
  readonly managers: Managers;
}

/** Takes away what the manager applied the last time, then gives back what is still owned or never was its own. */
function prune({ type, merged, last, managers }: Pruning): JsonObject {
  if (isEmptySet(last)) return merged;
  const all = setOfValue(type, merged);
  const named = withNamedFields(all, type);
  const lastNamed = withNamedFields(last, type);
  let owned = emptySet;
  for (const { set } of managers.values()) owned = union(owned, set);
  const removed = asObject(removeItems(type, merged, lastNamed));
  const kept = union(withNamedFields(setOfValue(type, removed), type), withNamedFields(owned, type));
  const unowned = difference(named, kept);
  if (isEmptySet(unowned)) return merged;
  const pruned = asObject(removeItems(type, merged, unowned));
  const gone = difference(named, withNamedFields(setOfValue(type, pruned), type));
  return asObject(removeItems(type, merged, intersection(gone, lastNamed)));
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
