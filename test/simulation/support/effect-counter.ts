import type { Simulator } from '../../../src/simulator/core/simulator.ts';

/** Counts the resources that come into being and go, by type; a call that is repeated and makes nothing new counts for nothing. */
export class EffectCounter {
  readonly #counts = new Map<string, number>();
  #known: ReadonlySet<string> = new Set();

  /** Looks at what there is now; to be called after each change. */
  look({ admin }: Simulator): void {
    const now = new Set(admin.list().map(({ type, id }) => `${type} ${id}`));
    for (const one of now) if (!this.#known.has(one)) this.#add(`${typeOf(one)} made`);
    for (const one of this.#known) if (!now.has(one)) this.#add(`${typeOf(one)} gone`);
    this.#known = now;
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }
}

function typeOf(resource: string): string {
  return resource.slice(0, resource.indexOf(' '));
}
