import type { CallContext } from '../core/operation.ts';
import type { Table } from '../core/table.ts';

/** About how long EC2's networks take. */
const passingMs = 1500;

/** What becomes of a row by itself once its passing state is over. */
export function later<T extends object>(table: Table<T>, id: string, change: (row: T) => T, { now, settings }: CallContext): void {
  table.schedule(id, now + passingMs * settings.stateDelayFactor, change);
}
