import { tableLines } from './table.ts';

/** One phase of the work. */
export interface Phase {
  readonly calls: number;
  readonly mutating: number;
  readonly seconds: number;
  /** User and system time of the program itself. */
  readonly cpuSeconds: number;
}

/** What one program needed. */
export interface Figures {
  readonly name: string;
  readonly create: Phase;
  /** A check with nothing to do: one sweep, or one plan. */
  readonly check: Phase;
  readonly destroy: Phase;
  readonly peakMegabytes: number;
}

const phases = ['create', 'check', 'destroy'] as const;

/** A table on standard output: a column a program, a row a figure. */
export function printTable(count: number, columns: readonly Figures[]): void {
  const rows = phases.flatMap((phase) => [
    [`${phase}: calls (mutating)`, ...columns.map((one) => `${one[phase].calls} (${one[phase].mutating})`)],
    [`${phase}: wall; own CPU`, ...columns.map((one) => `${one[phase].seconds.toFixed(1)} s; ${one[phase].cpuSeconds.toFixed(1)} s`)],
  ]);
  const table = [['', ...columns.map(({ name }) => name)], ...rows, ['peak memory', ...columns.map((one) => `${one.peakMegabytes} MB`)]];
  process.stdout.write(`${count} VPCs with DNS hostnames and 3 tags, ${count} subnets with 2 tags\n\n`);
  for (const line of tableLines(table)) process.stdout.write(`${line}\n`);
}
