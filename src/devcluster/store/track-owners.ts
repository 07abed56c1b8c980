import type { WriteOptions } from '../api/dev-api.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { trackUpdate } from '../patch/apply/track-update.ts';
import type { ServedEntry } from './served-entry.ts';
import type { StoreContext } from './store-context.ts';

/** An update or a patch carried out, and who did it. `live` of a new object, if anything, is what nobody owns of it. */
export interface OwnedChange {
  readonly live: JsonObject | undefined;
  readonly updated: DevObject;
  readonly options: WriteOptions;
  readonly subresource?: string | undefined;
}

/** The updated object with managedFields that say who set what. */
export function withOwners(store: StoreContext, entry: ServedEntry, { live, updated, options, subresource }: OwnedChange): DevObject {
  const tracked = trackUpdate({
    live,
    updated,
    manager: options.fieldManager,
    subresource,
    apiVersion: entry.apiVersion,
    schema: entry.resource.schema,
    hasStatus: entry.resource.status,
    custom: entry.resource.custom,
    now: store.deps.clock.now(),
  });
  return withManagedFieldsOf(updated, tracked);
}

/** The object with the managedFields of another. */
export function withManagedFieldsOf(object: DevObject, other: JsonObject): DevObject {
  const { metadata } = other as DevObject;
  const { managedFields: _, ...rest } = object.metadata;
  const kept = rest as DevObject['metadata'];
  const { managedFields } = metadata;
  return { ...object, metadata: managedFields === undefined ? kept : { ...kept, managedFields } };
}
