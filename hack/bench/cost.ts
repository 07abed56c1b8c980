import type { MeasuredController } from './measured-controller.ts';
import type { Beats, ProbeReading } from './probe.ts';
import type { Calls, SimulatedCloud } from './simulated-cloud.ts';

/** What a piece of work cost the controller. */
export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** As AWS saw them. */
  readonly calls: Calls;
  /** Of the event loop: by the clock, and of its own work. */
  readonly delay: Beats;
  readonly work: Beats;
  /** Of the process until then. */
  readonly peakMegabytes: number;
  readonly heapMegabytes: number;
}

export interface Measured {
  readonly controller: MeasuredController;
  readonly cloud: SimulatedCloud;
}

/** Measures what happens until `work` is done. */
export async function costOf({ controller, cloud }: Measured, work: () => Promise<void>): Promise<Cost> {
  const before = await controller.probe();
  await cloud.forgetCalls();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const calls = await cloud.calls();
  return { seconds, calls, ...usage(await controller.probe(), before.cpuSeconds) };
}

/** What a reading says of the time since the process had used so much. */
export function usage(reading: ProbeReading, cpuSecondsBefore: number): Omit<Cost, 'seconds' | 'calls'> {
  return {
    cpuSeconds: reading.cpuSeconds - cpuSecondsBefore,
    delay: reading.delay,
    work: reading.work,
    peakMegabytes: megabytes(reading.peakBytes),
    heapMegabytes: megabytes(reading.heapBytes),
  };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

/** How many calls there were, of those actions that are wanted. */
export function count(calls: Calls, wanted: (action: string) => boolean = () => true): number {
  return Object.entries(calls).reduce((sum, [action, number]) => (wanted(action) ? sum + number : sum), 0);
}
