import type { Clock } from '../../base/clock.ts';
import { CallLog } from './call-log.ts';
import { Faults } from './faults.ts';
import type { SimulatorSettings } from './operation.ts';
import { RateLimits } from './rate-limits.ts';
import { Sessions } from './sessions.ts';
import type { ServiceBehaviour, ServiceName } from './service.ts';
import { World } from './world.ts';

interface InteriorDeps {
  readonly clock: Clock;
  readonly services: readonly ServiceBehaviour[];
  readonly settings?: Partial<SimulatorSettings>;
}

const defaultSettings: SimulatorSettings = { createVisibilityMs: 0, changeVisibilityMs: 0, stateDelayFactor: 1 };

/** What calls and the admin methods work on. */
export class Interior {
  readonly services: ReadonlyMap<ServiceName, ServiceBehaviour>;
  readonly world = new World();
  readonly faults = new Faults();
  readonly log = new CallLog();
  readonly rates = new RateLimits();
  readonly sessions = new Sessions();
  settings: SimulatorSettings;
  readonly #initial: SimulatorSettings;
  readonly #clock: Clock;
  /** ms that its time is ahead of the clock. */
  #ahead = 0;
  /** Its time while something of the past is done again. */
  #past: number | undefined;

  constructor({ clock, services, settings }: InteriorDeps) {
    this.#clock = clock;
    this.services = new Map(services.map((service) => [service.name, service]));
    this.#initial = { ...defaultSettings, ...settings };
    this.settings = this.#initial;
  }

  now(): number {
    return this.#past ?? this.#clock.now() + this.#ahead;
  }

  /** Does something as if it were `time` (ms); afterwards it is no earlier than that. */
  doAt<T>(time: number, run: () => T): T {
    this.#past = time;
    try {
      return run();
    } finally {
      this.#past = undefined;
      this.#ahead = Math.max(this.#ahead, time - this.#clock.now());
    }
  }

  /** Throws RangeError for a step back. */
  moveTime(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('time does not go back');
    this.#ahead += ms;
  }

  reset(): void {
    for (const part of [this.world, this.faults, this.log, this.rates, this.sessions]) part.clear();
    this.settings = this.#initial;
  }
}
