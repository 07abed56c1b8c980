import type { ReadOptions } from '../../engine/cloud.ts';
import type { DeepPart, DeepValues } from '../aws-kind.ts';
import type { Lane } from '../budget/call-bucket.ts';
import { Batcher } from './batcher.ts';
import type { Entry } from './entry.ts';
import type { InformerDeps } from './informer-deps.ts';
import type { KindCache } from './kind-cache.ts';
import type { WakeList } from './wake-list.ts';

export interface DeepReaderDeps {
  readonly informer: InformerDeps;
  readonly cache: KindCache;
  readonly wakes: WakeList;
}

/** Reads what no listing shows, merged over objects where AWS takes several at once. */
export class DeepReader {
  readonly #deps: DeepReaderDeps;
  readonly #batchers: ReadonlyMap<DeepPart, Batcher<void>>;

  constructor(deps: DeepReaderDeps) {
    this.#deps = deps;
    const { clock, settings } = deps.informer;
    this.#batchers = new Map(
      deps.cache.parts.map((part) => {
        const run = (keys: readonly string[]): Promise<void> => this.read(part, keys, 'edit');
        return [part, new Batcher({ clock, windowMs: settings.coalesceMs, maxKeys: part.keysPerRead, run })];
      }),
    );
  }

  /** Do deep parts show all of these fields? */
  shows(fields: ReadOptions['deep']): boolean {
    if (fields === undefined || fields === 'all' || fields.length === 0) return false;
    return fields.every((field) => this.#deps.cache.parts.some((part) => shows(part, [field])));
  }

  /** Brings the parts that show the wanted fields up to `notBefore` (ms). Rejects with CloudError. */
  async refresh(
    entry: Entry,
    wanted: 'all' | readonly string[],
    limits: { readonly notBefore: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const stale = this.#deps.cache.parts
      .filter((part) => shows(part, wanted))
      .filter((part) => (entry.deep.get(part.name)?.seenAt ?? Number.NEGATIVE_INFINITY) < limits.notBefore);
    const batchers = stale.flatMap((part) => this.#batchers.get(part) ?? []);
    await Promise.all(batchers.map((batcher) => batcher.request(entry.key, limits.notBefore, limits.signal)));
  }

  /** One read of one part, of up to `keysPerRead` keys. */
  async read(part: DeepPart, keys: readonly string[], lane: Lane): Promise<void> {
    const { cache, informer, wakes } = this.#deps;
    const observations = keys.flatMap((key) => cache.find(key)?.observation() ?? []);
    const startedAt = informer.clock.now();
    const values: ReadonlyMap<string, DeepValues> = await part.read(informer.send(lane), observations);
    for (const [key, value] of values) {
      const entry = cache.find(key);
      if (entry !== undefined) cache.seeDeep(entry, part.name, value, startedAt);
    }
    wakes.flush('changed');
  }
}

/** A field may be named by its path: `restoreToPointInTime.restoreTime` is shown by what shows `restoreToPointInTime`. */
function shows(part: DeepPart, wanted: 'all' | readonly string[]): boolean {
  return wanted === 'all' || wanted.some((path) => part.fields.includes(path) || part.fields.includes(path.split('.', 1)[0] ?? path));
}
