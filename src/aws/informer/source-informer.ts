import { jitter } from '../../base/random.ts';
import { CloudError } from '../../engine/cloud.ts';
import type { AwsKind, Source } from '../aws-kind.ts';
import { Confirmations } from './confirmations.ts';
import { DeepReader } from './deep-reader.ts';
import { DeepSweep } from './deep-sweep.ts';
import type { InformerDeps } from './informer-deps.ts';
import { ItemStore } from './item-store.ts';
import { confirmAfterMs, KindCache } from './kind-cache.ts';
import { KindView } from './kind-view.ts';
import type { Probe } from './probe.ts';
import { SourceReader } from './source-reader.ts';
import { sweep } from './sweep.ts';
import { SweepLoop } from './sweep-loop.ts';
import { WakeList } from './wake-list.ts';

/** Deep reads of objects that were made together are spread over this share of the interval. */
const deepSpread = 0.2;

/** The cloud informer of one source in one session: lists it, remembers what it saw, and wakes the objects whose cloud side moved. */
export class SourceInformer {
  readonly #source: Source;
  readonly #deps: InformerDeps;
  readonly #wakes: WakeList;
  readonly #items: ItemStore;
  readonly #reader: SourceReader;
  readonly #confirmations: Confirmations;
  readonly #loop: SweepLoop;
  readonly #deepSweeps: DeepSweep[] = [];
  readonly #views = new Map<string, KindView>();
  /** Operations whose last report was a failure. */
  readonly #failing = new Set<string>();

  constructor(source: Source, deps: InformerDeps) {
    this.#source = source;
    this.#deps = deps;
    this.#wakes = new WakeList(deps.wake);
    this.#items = new ItemStore(source, deps.breathe);
    const shared = { source, informer: deps, items: this.#items, wakes: this.#wakes };
    this.#reader = new SourceReader(shared);
    this.#confirmations = new Confirmations({
      clock: deps.clock,
      signal: deps.signal,
      background: (run) => deps.background('confirmations', run),
      check: (probes) => this.#confirm(probes),
    });
    this.#loop = new SweepLoop({
      informer: deps,
      sweep: () => this.#sweep({ ...shared, reader: this.#reader, confirmations: this.#confirmations }),
      wanted: () => this.#items.caches.some(({ interests }) => interests.size > 0),
      report: (error) => this.#report(source.operation, error),
      idle: () => this.#clearReports(),
    });
  }

  /** The view of a kind of this source; the same one each time. */
  view(kind: AwsKind): KindView {
    const known = this.#views.get(kind.schema.kind);
    if (known !== undefined) return known;
    const made = this.#makeView(kind);
    this.#views.set(kind.schema.kind, made);
    return made;
  }

  #makeView(kind: AwsKind): KindView {
    const { clock, logger, settings, where, controlPlane } = this.#deps;
    const cache = new KindCache({
      kind,
      where,
      controlPlane,
      logger,
      now: () => clock.now(),
      visibilityWindowMs: settings.visibilityWindowMs ?? kind.visibilityWindowMs,
      nextDeepAt: () => this.#nextDeepAt(),
      wake: (object) => this.#wakes.add(object),
      confirmLater: (probes, at) => this.#confirmations.later(probes, at),
    });
    const deep = new DeepReader({ informer: this.#deps, cache, wakes: this.#wakes });
    this.#deepSweeps.push(this.#makeDeepSweep(cache, deep));
    this.#items.join(cache);
    this.#wakes.flush('changed');
    return new KindView({ cache, deep, items: this.#items, reader: this.#reader, loop: this.#loop, nextDeepAt: () => this.#nextDeepAt() });
  }

  #makeDeepSweep(cache: KindCache, reader: DeepReader): DeepSweep {
    return new DeepSweep({
      informer: this.#deps,
      cache,
      reader,
      nextDeepAt: () => this.#nextDeepAt(),
      report: (part, error) => this.#report(`${this.#source.operation} ${part.name}`, error),
    });
  }

  async #sweep(deps: Parameters<typeof sweep>[0]): Promise<void> {
    try {
      await sweep(deps);
    } finally {
      for (const deepSweep of this.#deepSweeps) deepSweep.start();
    }
  }

  async #confirm(probes: readonly Probe[]): Promise<void> {
    const { clock, signal } = this.#deps;
    const open = probes.filter((probe) => this.#confirmations.isSlow(probe) || this.#items.caches.some((cache) => cache.doubts(probe)));
    if (open.length === 0) return;
    try {
      const startedAt = await this.#reader.check(open, 'sweep');
      // Found by its id, though no listing has it: its tags were removed. It is known, but listings need not have it.
      this.#items.unlist(open.filter((probe) => this.#items.wasSeenSince(probe, startedAt)));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof CloudError)) throw error;
      this.#confirmations.later(open, clock.now() + confirmAfterMs);
      this.#report(this.#source.operation, error);
    }
  }

  /** What nobody wants listed is no trouble any more. */
  #clearReports(): void {
    for (const operation of [...this.#failing]) this.#report(operation, undefined);
  }

  #report(operation: string, error: CloudError | undefined): void {
    if (error === undefined) this.#failing.delete(operation);
    else this.#failing.add(operation);
    this.#deps.onListing({ service: this.#source.service, operation, error });
  }

  #nextDeepAt(): number {
    const { clock, random, settings } = this.#deps;
    return clock.now() + jitter(random, settings.deepIntervalMs, deepSpread);
  }
}
