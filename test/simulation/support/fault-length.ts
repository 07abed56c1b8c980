import type { CallFault, WriteFault } from './fault-plan.ts';

/** For how long a process stands still: four times as long as a lease lasts (ms). */
export const frozenMs = 60_000;
/** When a process gives a call up, and when AWS does it after all (ms). */
export const lateCall = { givenUpMs: 30_000, doneMs: 65_000 };
/** For how long AWS refuses calls (ms). */
export const stormMs = 240_000;

/** How long a fault lasts (ms). */
export function faultLength(how: WriteFault | CallFault): number {
  switch (how) {
    case 'frozenBefore':
    case 'frozenAfter':
      return frozenMs;
    case 'late':
      return lateCall.doneMs;
    case 'storm':
    case 'stormOfAction':
      return stormMs;
    default:
      return 0;
  }
}
