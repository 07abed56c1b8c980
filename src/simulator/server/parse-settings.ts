import type { SimulatorSettings } from '../core/operation.ts';
import { longestVisibilityMs } from '../core/table.ts';

interface Range {
  readonly needs: string;
  readonly holds: (value: number) => boolean;
}

const delay: Range = {
  needs: `milliseconds from 0 to ${longestVisibilityMs}`,
  holds: (value) => value >= 0 && value <= longestVisibilityMs,
};

const settings = {
  createVisibilityMs: delay,
  changeVisibilityMs: delay,
  stateDelayFactor: { needs: 'a factor of 0 or more', holds: (value) => value >= 0 },
  vpcsPerRegion: { needs: 'a whole number of 0 or more', holds: (value) => Number.isInteger(value) && value >= 0 },
} as const satisfies Readonly<Record<keyof SimulatorSettings, Range>>;

/** Reads changes of settings from JSON. Throws a TypeError that names the member and what it takes; then nothing is changed. */
export function parseSettings(value: Readonly<Record<string, unknown>>): Partial<SimulatorSettings> {
  for (const [name, given] of Object.entries(value)) {
    const range = Object.entries(settings).find(([known]) => known === name)?.[1];
    if (range === undefined) throw new TypeError(`there is no setting ${name}: there are ${Object.keys(settings).join(', ')}`);
    if (typeof given !== 'number' || !range.holds(given))
      throw new TypeError(`${name} can't be ${JSON.stringify(given)}: it takes ${range.needs}`);
  }
  return value;
}
