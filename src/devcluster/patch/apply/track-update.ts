import type { Json, JsonObject } from '../../api/dev-object.ts';
import { compare } from '../fields/compare.ts';
import { compileFieldType } from '../fields/compile-field-type.ts';
import { difference, isEmptySet, union } from '../fields/field-set.ts';
import { isJsonList, isJsonObject, isVoid, objectAt } from '../fields/json-shape.ts';
import { capUpdaters } from './cap-updaters.ts';
import { takeFromOthers } from './change-owners.ts';
import { managerKey, managersOf, timeOf, withManagers } from './managers.ts';
import type { ManagerName, Managers } from './managers.ts';
import { neverOwned, outOfReach } from './unowned-fields.ts';

/** A write whose manager is to be told in managedFields. */
export interface ManagedWrite {
  /** Absent for a create. One without a uid is not stored yet: what a built-in type has of its own accord. */
  readonly live?: JsonObject | undefined;
  readonly manager: string;
  readonly subresource?: string | undefined;
  readonly apiVersion: string;
  /** OpenAPI v3 of the whole object. */
  readonly schema: JsonObject;
  /** The resource has a status subresource. */
  readonly hasStatus: boolean;
  /** ms since 1970. */
  readonly now: number;
}

/** A write that is not an apply. */
export interface UpdateWrite extends ManagedWrite {
  readonly updated: JsonObject;
  /** A custom resource, of which a write with empty managedFields keeps the live ones; of a built-in it removes all. */
  readonly custom?: boolean;
}

/**
 * `updated` with the managedFields that it is to be stored with: the manager owns what the write changes, the others own
 * that no longer. managedFields of `updated` count instead of the live ones where they are sound; `[{}]` removes all, and of a built-in `[]` too.
 */
export function trackUpdate(write: UpdateWrite): JsonObject {
  const { live, updated } = write;
  const managers = managersBefore(write);
  if (managers.size === 0 && live !== undefined && objectAt(live, 'metadata')['uid'] !== undefined) return withManagers(updated, managers);
  return withManagers(updated, capUpdaters(managersAfter(managers, { ...write, live: live ?? {} }), write.subresource));
}

/** The managers after a write, of whom its own is one if it changed anything that can be owned. */
export function managersAfter(managers: Managers, write: Omit<UpdateWrite, 'custom'> & { readonly live: JsonObject }): Managers {
  const { live, updated, manager, subresource, apiVersion, schema, hasStatus, now } = write;
  const change = compare(compileFieldType(schema), live, updated, outOfReach(hasStatus, subresource));
  const left = takeFromOthers(managers, change, undefined);
  const taken = difference(union(change.added, change.modified), neverOwned);
  if (isEmptySet(taken)) return left;
  const name: ManagerName = { manager, operation: 'Update', apiVersion, subresource };
  const key = managerKey(name);
  const old = left.get(key);
  // A real server leaves the time out of the entries of a scale.
  const time = subresource === 'scale' ? undefined : timeOf(now);
  left.set(key, { ...name, time, set: old === undefined ? taken : union(taken, old.set) });
  return left;
}

function managersBefore({ live, updated, subresource, custom }: UpdateWrite): Managers {
  // A write of a subresource can't set managedFields.
  if (subresource !== undefined) return managersOf(live);
  const given = objectAt(updated, 'metadata')['managedFields'];
  if (isReset(given, custom === true)) return new Map();
  const sound = managersOf(updated);
  return sound.size > 0 ? sound : managersOf(live);
}

function isReset(entries: Json | undefined, custom: boolean): boolean {
  if (!isJsonList(entries)) return false;
  if (entries.length !== 1) return entries.length === 0 && !custom;
  const [first] = entries;
  return isJsonObject(first) && isVoid(first);
}
