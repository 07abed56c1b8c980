import type { ObjectKey } from '../../engine/cloud.ts';
import type { WakeCause } from './informer-deps.ts';

/** Gathers the objects to wake while one answer is taken in, so that each is woken once. */
export class WakeList {
  readonly #wake: (objects: readonly ObjectKey[], cause: WakeCause) => void;
  readonly #objects = new Map<string, ObjectKey>();

  constructor(wake: (objects: readonly ObjectKey[], cause: WakeCause) => void) {
    this.#wake = wake;
  }

  add(object: ObjectKey): void {
    this.#objects.set(`${object.kind}/${object.namespace}/${object.name}`, object);
  }

  flush(cause: WakeCause): void {
    if (this.#objects.size === 0) return;
    const objects = [...this.#objects.values()];
    this.#objects.clear();
    this.#wake(objects, cause);
  }
}
