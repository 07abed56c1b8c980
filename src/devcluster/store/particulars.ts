import type { DevObject, JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { isCrdResource } from './crd-rules.ts';
import { withCrdStatus } from './crd-status.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';
import { metadataCauses } from './validate-metadata.ts';

/** A new object as its type wants it. */
export function prepareNew(store: StoreContext, entry: ServedEntry, object: DevObject): DevObject {
  const prepared = asObject(entry.strategy.prepareCreate?.(object) ?? object, object);
  return isCrdResource(entry) ? withCrdStatus(store, prepared) : prepared;
}

/** A changed object as its type wants it. */
export function prepareChanged(store: StoreContext, entry: ServedEntry, object: DevObject, live: DevObject): DevObject {
  const prepared = asObject(entry.strategy.prepareUpdate?.(object, live) ?? object, object);
  return isCrdResource(entry) ? withCrdStatus(store, prepared) : prepared;
}

/** All that is wrong with an object. What a built-in type's schema misses is told only where its own rules find nothing. */
export function causesOf(entry: ServedEntry, object: DevObject, live?: DevObject): readonly StatusCause[] {
  const own = entry.strategy.validate?.(object, live) ?? [];
  const ofSchema = entry.schema.validate(object, live).filter(({ reason }) => own.length === 0 || reason !== 'FieldValueRequired');
  return [...metadataCauses(entry.resource, object.metadata), ...ofSchema, ...own];
}

/** What a strategy made of an object is one with the same type and name. */
function asObject(prepared: JsonObject, object: DevObject): DevObject {
  return prepared === object ? object : ({ ...prepared, apiVersion: object.apiVersion, kind: object.kind } as DevObject);
}
