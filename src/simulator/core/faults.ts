import type { Fault, FaultEffect } from './fault.ts';
import type { ServiceName } from './service.ts';

/** What a fault is matched with. */
interface FaultedCall {
  readonly service: ServiceName;
  readonly action: string;
  readonly parameters: URLSearchParams;
}

interface Ordered {
  readonly id: string;
  readonly fault: Fault;
  matched: number;
}

/** The faults that are ordered. */
export class Faults {
  readonly #ordered = new Map<string, Ordered>();
  #next = 1;

  /** Gives the id that clears it. */
  order(fault: Fault): string {
    const id = `fault-${this.#next++}`;
    this.#ordered.set(id, { id, fault, matched: 0 });
    return id;
  }

  /** Without an id: all. */
  clear(id?: string): void {
    if (id === undefined) this.#ordered.clear();
    else this.#ordered.delete(id);
  }

  list(): readonly { readonly id: string; readonly fault: Fault; readonly matched: number }[] {
    return [...this.#ordered.values()].map((ordered) => ({ ...ordered }));
  }

  /** What befalls a call: of all faults that match the one that was ordered first. Each of them counts the call. */
  take(call: FaultedCall): FaultEffect | undefined {
    let effect: FaultEffect | undefined;
    for (const ordered of this.#ordered.values()) {
      const { fault, id } = ordered;
      if (!matches(fault, call)) continue;
      ordered.matched += 1;
      const { nth = 1, count = Infinity } = fault;
      if (ordered.matched >= nth) effect ??= fault.effect;
      if (ordered.matched >= nth + count - 1) this.#ordered.delete(id);
    }
    return effect;
  }
}

function matches({ service, action, resource }: Fault, call: FaultedCall): boolean {
  if (service !== undefined && service !== call.service) return false;
  if (action !== undefined && action !== call.action) return false;
  return resource === undefined || call.parameters.values().some((value) => value === resource);
}
