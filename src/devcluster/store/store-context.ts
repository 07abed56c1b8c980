import type { DevObject } from '../api/dev-object.ts';
import type { Target } from '../api/dev-api.ts';
import type { DevApiDeps } from './dev-api-deps.ts';
import type { Ledger } from './ledger.ts';
import { notFound } from './refusals.ts';
import type { ResourceRegistry } from './resource-registry.ts';
import { keyIn } from './selection.ts';
import type { ServedEntry } from './served-entry.ts';

/** What every write works with. */
export interface StoreContext {
  readonly deps: DevApiDeps;
  readonly ledger: Ledger;
  readonly registry: ResourceRegistry;
  /** Custom objects that an apply has left with something empty in their metadata: the next write of one is a change whatever it says. */
  readonly unclean: WeakSet<DevObject>;
}

/** The object as the last write left it, in the version asked for; throws 404. */
export function liveObject({ ledger }: StoreContext, entry: ServedEntry, { namespace, name }: Target): DevObject {
  const object = ledger.table(entry.resource.storageKey).latest.get(keyIn(namespace, name));
  if (object === undefined) throw notFound(entry.resource, name);
  return entry.view(object);
}

/** The time of the clock in RFC 3339, whole seconds. */
export function timestamp({ deps }: StoreContext): string {
  return `${new Date(deps.clock.now()).toISOString().slice(0, 19)}Z`;
}
