import assert from 'node:assert/strict';
import type { Cost } from '../../../../hack/bench/cost.ts';
import { reportLines } from '../../../../hack/bench/report.ts';
import type { ScaleFigures } from '../../../../hack/bench/scale.ts';

const machine = { cpu: 'a CPU', cores: 2, memoryGigabytes: 24, node: 'v24.0.0', load: 1 };
const idle = { p50: 1, p99: 2, max: 3 };
const cost: Cost = {
  seconds: 10,
  cpuSeconds: 2,
  calls: { CreateVpc: 5, DescribeVpcs: 7 },
  delay: idle,
  work: idle,
  peakMegabytes: 200,
  heapMegabytes: 90,
};

function figures(changes: Partial<ScaleFigures> = {}): ScaleFigures {
  return {
    pairs: 1_000,
    awsRate: 'unlimited',
    idleMegabytes: 100,
    create: { ...cost, demandSeconds: 0 },
    rest: { ...cost, sweeps: 3, callsPerSweep: 2, cpuSecondsPerSweep: 0.1, deepReads: 0 },
    mendOne: cost,
    mendMany: { ...cost, drifted: 1_000, demandSeconds: 0 },
    noOp: { ...cost, passes: 10_000, passesPerSecond: 900, passesPerCpuSecond: 4_000 },
    startUp: { ...cost, servingSeconds: 1, callCount: 12 },
    deepRound: undefined,
    ...changes,
  };
}

/** What a row says in the only column. */
function cell(label: string, changes: Partial<ScaleFigures> = {}): string {
  const lines = reportLines({
    machine,
    command: 'npm run bench',
    scales: [figures(changes)],
    simulated: [],
    composites: [],
    peer: undefined,
  });
  return (
    lines
      .find((line) => line.startsWith(`${label}  `))
      ?.slice(label.length)
      .trim()
      .split('  ')[0] ?? ''
  );
}

describe('the table of the bench', () => {
  const created = 'create: until all are Ready';

  it('tells calls, and the writes among them', () => assert.equal(cell('create: calls (writes)'), '12 (5)'));

  it('leaves open what was not measured', () => assert.equal(cell("create: AWS's buckets alone demand"), '-'));

  const aims: readonly { name: string; label: string; changes: Partial<ScaleFigures>; missed: boolean }[] = [
    { name: '1,000 pairs in a minute', label: created, changes: { create: { ...cost, seconds: 60, demandSeconds: 0 } }, missed: false },
    { name: '1,000 pairs in more', label: created, changes: { create: { ...cost, seconds: 61, demandSeconds: 0 } }, missed: true },
    {
      name: '10,000 pairs in more',
      label: created,
      changes: { pairs: 10_000, create: { ...cost, seconds: 61, demandSeconds: 0 } },
      missed: false,
    },
    {
      name: "a tenth over what AWS's rates demand",
      label: created,
      changes: { awsRate: 'published', create: { ...cost, seconds: 209, demandSeconds: 190 } },
      missed: false,
    },
    {
      name: 'more than a tenth over it',
      label: created,
      changes: { awsRate: 'published', create: { ...cost, seconds: 210, demandSeconds: 190 } },
      missed: true,
    },
    {
      name: '256 MB',
      label: 'memory: peak',
      changes: { startUp: { ...cost, peakMegabytes: 256, servingSeconds: 1, callCount: 1 } },
      missed: false,
    },
    {
      name: '257 MB',
      label: 'memory: peak',
      changes: { startUp: { ...cost, peakMegabytes: 257, servingSeconds: 1, callCount: 1 } },
      missed: true,
    },
    {
      name: '512 MB for many',
      label: 'memory: peak',
      changes: { pairs: 10_000, startUp: { ...cost, peakMegabytes: 512, servingSeconds: 1, callCount: 1 } },
      missed: false,
    },
  ];
  for (const { name, label, changes, missed } of aims) {
    it(`${missed ? 'marks as missed' : 'lets pass'}: ${name}`, () => assert.equal(cell(label, changes).includes('missed'), missed));
  }
});
