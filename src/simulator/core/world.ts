import type { RegionState, StateKey } from './operation.ts';

class ServiceStates implements RegionState {
  readonly #states = new Map<string, unknown>();

  of<T>(key: StateKey<T>): T {
    if (!this.#states.has(key.name)) this.#states.set(key.name, key.create());
    // What stands under a key is what the key made.
    return this.#states.get(key.name) as T;
  }
}

/** A Region of an account and what it holds. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly state: RegionState;
}

/** All Regions of all accounts that were ever called. */
export class World {
  readonly #places = new Map<string, Place>();

  state(account: string, region: string): RegionState {
    const key = `${account}|${region}`;
    const place = this.#places.get(key) ?? { account, region, state: new ServiceStates() };
    this.#places.set(key, place);
    return place.state;
  }

  places(): readonly Place[] {
    return [...this.#places.values()];
  }

  clear(): void {
    this.#places.clear();
  }
}
