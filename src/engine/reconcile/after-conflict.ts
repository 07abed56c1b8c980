import { isNotFound } from '../../kubernetes/api-error.ts';
import type { Pass } from './pass.ts';
import type { PassEnd } from './pass-end.ts';
import { resourceTypeOf } from './write-metadata.ts';

/**
 * A write met a newer object than the one that the pass knew: it is read, shown to the informer, and passed over at once. Where
 * there is nothing newer to read the conflict is of another sort, and the next pass takes its time.
 */
export async function afterConflict(pass: Pass): Promise<PassEnd> {
  const { engine, kind, managed, signal } = pass;
  const { namespace, name, resourceVersion } = managed.object.metadata;
  try {
    const fresh = await engine.client.get(resourceTypeOf(kind), { namespace, name }, signal);
    engine.wrote(fresh);
    const isNewer = fresh.metadata.resourceVersion !== resourceVersion;
    return { requeue: isNewer ? { type: 'after', afterMs: 0 } : { type: 'rateLimited' }, events: [], managed };
  } catch (error) {
    if (signal.aborted) throw error;
    return isNotFound(error)
      ? { requeue: { type: 'none' }, events: [], managed: undefined }
      : { requeue: { type: 'rateLimited' }, events: [], managed };
  }
}
