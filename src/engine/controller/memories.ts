import type { ObjectMeta } from '../../kubernetes/object.ts';
import type { CloudView, ObjectKey } from '../cloud.ts';
import { newMemory, type ObjectMemory } from '../reconcile/object-memory.ts';
import { queueKey } from './queue-key.ts';

/** What the process remembers of each object; an object made anew under the same name starts afresh. */
export class Memories {
  readonly #byKey = new Map<string, ObjectMemory>();

  of(key: ObjectKey, { uid, creationTimestamp }: Pick<ObjectMeta, 'uid' | 'creationTimestamp'>, now: number): ObjectMemory {
    const id = queueKey(key);
    const known = this.#byKey.get(id);
    if (known?.uid === uid) return known;
    known?.view?.unwatch(key);
    const fresh = newMemory(uid, Date.parse(creationTimestamp ?? ''), now);
    this.#byKey.set(id, fresh);
    return fresh;
  }

  /** The views in which objects are watched. */
  views(): ReadonlySet<CloudView> {
    return new Set([...this.#byKey.values()].flatMap(({ view }) => view ?? []));
  }

  drop(key: ObjectKey): void {
    const id = queueKey(key);
    this.#byKey.get(id)?.view?.unwatch(key);
    this.#byKey.delete(id);
  }
}
