import { deepEqual, isObject } from '../../../src/base/json.ts';
import type { ManagedFieldsEntry } from '../../../src/kubernetes/client.ts';
import type { Draft } from './patches.ts';

/** Who wrote, as far as managedFields tells. */
export interface Writer {
  readonly manager: string;
  readonly operation: 'Update' | 'Apply';
  readonly subresource?: 'status' | undefined;
}

const serverFields = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'name', 'namespace'];

/** The managedFields of one object of a fake server: what a writer changes becomes its own and is no longer another updater's. Lists are atomic. */
export class FieldManagers {
  readonly #entries = new Map<string, { readonly writer: Writer; fields: Draft }>();

  wrote(writer: Writer, old: object | undefined, next: object): void {
    const changed = changedFields(withoutServerFields(old ?? {}), withoutServerFields(next));
    for (const entry of this.#entries.values()) if (entry.writer.operation === 'Update') entry.fields = subtract(entry.fields, changed);
    const key = `${writer.manager} ${writer.operation} ${writer.subresource ?? ''}`;
    this.#entries.set(key, { writer, fields: union(this.#entries.get(key)?.fields ?? {}, changed) });
  }

  entries(): readonly ManagedFieldsEntry[] {
    return [...this.#entries.values()]
      .filter(({ fields }) => Object.keys(fields).length > 0)
      .map(({ writer: { manager, operation, subresource }, fields }) => ({
        manager,
        operation,
        fieldsV1: fields,
        ...(subresource === undefined ? {} : { subresource }),
      }));
  }
}

function withoutServerFields(object: object): Draft {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object as Draft;
  if (!isObject(metadata)) return rest;
  return { ...rest, metadata: Object.fromEntries(Object.entries(metadata).filter(([name]) => !serverFields.includes(name))) };
}

function changedFields(old: Draft, next: Draft): Draft {
  const fields: Draft = {};
  for (const [name, value] of Object.entries(next)) {
    const before = old[name];
    if (deepEqual(before, value)) continue;
    fields[`f:${name}`] = isObject(value) ? changedFields(isObject(before) ? before : {}, value) : {};
  }
  return fields;
}

function union(a: Draft, b: Draft): Draft {
  const result: Draft = { ...a };
  for (const [name, value] of Object.entries(b)) result[name] = union(asDraft(a[name]), asDraft(value));
  return result;
}

function subtract(a: Draft, b: Draft): Draft {
  const result: Draft = {};
  for (const [name, value] of Object.entries(a)) {
    const taken = b[name];
    const rest = taken === undefined ? asDraft(value) : subtract(asDraft(value), asDraft(taken));
    if (taken === undefined || Object.keys(rest).length > 0) result[name] = rest;
  }
  return result;
}

function asDraft(value: unknown): Draft {
  return isObject(value) ? value : {};
}
