import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Journal } from '../api/journal.ts';

/** Bounds of the store. */
export interface StoreLimits {
  /** Past changes kept of each resource, for watches and for lists of the past. */
  readonly changesPerResource: number;
}

/** The world of a dev API: time, chance and, if its objects are to outlive it, where they are kept. */
export interface DevApiDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Absent: everything is forgotten at the end. */
  readonly journal?: Journal;
  readonly limits?: Partial<StoreLimits>;
}
