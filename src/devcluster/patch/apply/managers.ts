import type { Json, JsonObject } from '../../api/dev-object.ts';
import { decodeFieldsV1, encodeFieldsV1, sharedSet } from '../fields/fields-v1.ts';
import type { FieldSet } from '../fields/field-set.ts';
import { isJsonList, isJsonObject, objectAt } from '../fields/json-shape.ts';

/** Who wrote, by what operation: Apply owns until it is applied without, Update until another changes the field. */
export interface ManagerName {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource?: string | undefined;
}

/** One manager and the fields that are his. */
export interface Manager extends ManagerName {
  /** RFC 3339, in whole seconds. */
  readonly time?: string | undefined;
  readonly set: FieldSet;
}

/** Managers of one object by `managerKey`. */
export type Managers = ReadonlyMap<string, Manager>;

const noManagers: Managers = new Map();
const decoded = new WeakMap<readonly Json[], Managers>();

/** What tells managers apart. One that applies is the same in whatever version he does. */
export function managerKey(name: ManagerName): string {
  const { manager, operation, apiVersion, subresource } = name;
  // The text is also an order in which managers of one second stand: members in the order of the API's own type.
  return JSON.stringify({ manager, operation, ...(operation === 'Apply' ? {} : { apiVersion }), subresource: subresource || undefined });
}

/** The managers of an object; none when its managedFields are absent or malformed. Remembered by identity of the list. */
export function managersOf(object: JsonObject | undefined): Managers {
  const entries = object === undefined ? undefined : objectAt(object, 'metadata')['managedFields'];
  if (!isJsonList(entries) || entries.length === 0) return noManagers;
  let managers = decoded.get(entries);
  if (managers === undefined) {
    managers = decodeManagers(entries);
    decoded.set(entries, managers);
  }
  return managers;
}

/** The object with these managers in its metadata, in the order in which a real server lists them. */
export function withManagers(object: JsonObject, managers: Managers): JsonObject {
  const { managedFields: _, ...metadata } = objectAt(object, 'metadata');
  if (managers.size === 0) return { ...object, metadata };
  const kept = new Map([...managers].map(([key, manager]) => [key, { ...manager, set: sharedSet(manager.set) }]));
  const managedFields = [...kept.values()].toSorted(byOperationAndTime).map(encodeManager);
  decoded.set(managedFields, kept);
  return { ...object, metadata: { ...metadata, managedFields } };
}

/** ms since 1970 as managedFields write it. */
export function timeOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

function decodeManagers(entries: readonly Json[]): Managers {
  const managers = new Map<string, Manager>();
  for (const entry of entries) {
    const manager = isJsonObject(entry) ? decodeManager(entry) : undefined;
    if (manager === undefined) return noManagers;
    managers.set(managerKey(manager), manager);
  }
  return managers;
}

function decodeManager(entry: JsonObject): Manager | undefined {
  const { manager, operation, apiVersion, time, subresource, fieldsType } = entry;
  if (fieldsType !== 'FieldsV1' || (operation !== 'Apply' && operation !== 'Update')) return undefined;
  const set = decodeFieldsV1(objectAt(entry, 'fieldsV1'));
  if (set === undefined) return undefined;
  return {
    manager: textOf(manager) ?? '',
    operation,
    apiVersion: textOf(apiVersion) ?? '',
    time: textOf(time),
    set,
    subresource: textOf(subresource),
  };
}

function encodeManager({ manager, operation, apiVersion, time, set, subresource }: Manager): JsonObject {
  return {
    apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: encodeFieldsV1(set),
    manager,
    operation,
    ...(subresource === undefined || subresource === '' ? {} : { subresource }),
    ...(time === undefined ? {} : { time }),
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function byOperationAndTime(a: Manager, b: Manager): number {
  return (
    compareTexts(a.operation, b.operation) ||
    compareTexts(a.time ?? '', b.time ?? '') ||
    compareTexts(a.manager, b.manager) ||
    compareTexts(a.apiVersion, b.apiVersion) ||
    compareTexts(a.subresource ?? '', b.subresource ?? '')
  );
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
