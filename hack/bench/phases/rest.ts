import { setTimeout as delay } from 'node:timers/promises';
import { progress } from '../../lib/progress.ts';
import { costOf, count, type Cost, type Measured } from '../cost.ts';
import { listings } from '../listings.ts';

/** A while at rest. */
export interface Rest extends Cost {
  /** Sweeps in that time: of the source that was listed most. */
  readonly sweeps: number;
  /** Listing calls of one sweep over all sources. */
  readonly callsPerSweep: number;
  readonly cpuSecondsPerSweep: number;
  /** Calls beside listings: deep reads, and whatever should not be. */
  readonly deepReads: number;
}

const sweepsWatched = 3;

/** What it costs to look on while nothing happens, for three sweeps. */
export async function rest(measured: Measured, sweepSeconds: number): Promise<Rest> {
  const line = progress(`${sweepsWatched} sweeps at rest`);
  const before = listings(await measured.controller.samples());
  const cost = await costOf(measured, () => delay(sweepsWatched * sweepSeconds * 1000));
  const after = listings(await measured.controller.samples());
  const done = new Map([...after].map(([source, total]) => [source, total - (before.get(source) ?? 0)]));
  line.end();
  const sweeps = Math.max(...done.values());
  return {
    ...cost,
    sweeps,
    callsPerSweep: [...done].reduce((sum, [source, times]) => sum + (times === 0 ? 0 : (cost.calls[source] ?? 0) / times), 0),
    cpuSecondsPerSweep: cost.cpuSeconds / sweeps,
    deepReads: count(cost.calls, (action) => !done.has(action)),
  };
}
