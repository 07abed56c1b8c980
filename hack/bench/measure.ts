import { readFileSync } from 'node:fs';
import type { CloudServer } from '../lib/cloud-server.ts';
import type { Phase } from './figures.ts';

/** Clock ticks a second on Linux, whatever the machine. */
const ticksPerSecond = 100;

/** User and system time of a running process so far (Linux). */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The most memory that a running process has had resident (Linux). */
export function peakMegabytes(pid: number): number {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

/** Measures one phase: `work` is what is timed, `cpu` gives the program's time so far. */
export async function measure(moto: CloudServer, cpu: () => number, work: () => Promise<void>): Promise<Phase> {
  moto.resetCalls();
  const startedAt = performance.now();
  const before = cpu();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const records = moto.proxy.records();
  return { calls: records.length, mutating: records.filter(({ call }) => call.mutating).length, seconds, cpuSeconds: cpu() - before };
}
