import { count, type Cost } from './cost.ts';
import type { Phase } from './figures.ts';
import type { Beats } from './probe.ts';
import type { ScaleFigures } from './scale.ts';
import type { TerraformFigures } from './terraform.ts';

/** What a figure should be. */
interface Aim {
  readonly text: string;
  readonly isMet: (figures: ScaleFigures) => boolean;
}

/** A row of the table. */
export interface Row {
  readonly label: string;
  readonly aim?: Aim;
  /** Undefined: it was not measured. */
  readonly value: (figures: ScaleFigures) => string | undefined;
  /** What Terraform needed for the like: a check is what a sweep is to us. */
  readonly peer?: (figures: TerraformFigures) => string | undefined;
}

const fewPairs = 1_000;
const readsPerSweep = 25;
const unlimitedSeconds = 60;
const overDemand = 1.1;
const megabytes = { few: 256, many: 512 };
const passesPerSecond = 1_000;
const beatMs = 50;
/** Aims for larger installations are wider. */
const isFew = ({ pairs }: ScaleFigures): boolean => pairs <= fewPairs;

/** All rows, in the order in which they are measured. */
export const rows: readonly Row[] = [
  {
    label: 'create: until all are Ready',
    aim: {
      text: `${unlimitedSeconds} s (1,000 pairs), or 110% of the demand`,
      isMet: isCreatedInTime,
    },
    value: ({ create }) => seconds(create.seconds),
    peer: ({ create }) => seconds(create.seconds),
  },
  {
    label: "create: AWS's buckets alone demand",
    value: ({ create }) => (create.demandSeconds > 0 ? seconds(create.demandSeconds) : undefined),
  },
  { label: 'create: calls (writes)', value: ({ create }) => callsOf(create), peer: ({ create }) => phaseCalls(create) },
  { label: 'create: own CPU', value: ({ create }) => seconds(create.cpuSeconds), peer: ({ create }) => seconds(create.cpuSeconds) },
  {
    label: 'a sweep at rest: listing calls',
    aim: { text: `${readsPerSweep}`, isMet: ({ rest }) => rest.callsPerSweep <= readsPerSweep },
    value: ({ rest }) => whole(rest.callsPerSweep),
    peer: ({ check }) => whole(check.calls),
  },
  { label: 'a sweep at rest: other calls', value: ({ rest }) => whole(rest.deepReads / rest.sweeps) },
  {
    label: 'a sweep at rest: own CPU',
    value: ({ rest }) => seconds(rest.cpuSecondsPerSweep),
    peer: ({ check }) => seconds(check.cpuSeconds),
  },
  { label: 'deep reads: calls a round (an hour)', value: ({ deepRound }) => deepRound && whole(deepRound.deepReads) },
  { label: 'deep reads: own CPU a round', value: ({ deepRound }) => deepRound && seconds(deepRound.cpuSeconds) },
  {
    label: 'one drifts: mended after',
    value: ({ mendOne }) => seconds(mendOne.seconds),
    peer: ({ mendOne }) => mendOne && seconds(mendOne.seconds),
  },
  { label: 'one drifts: calls (writes)', value: ({ mendOne }) => callsOf(mendOne), peer: ({ mendOne }) => mendOne && phaseCalls(mendOne) },
  { label: 'many drift: how many', value: ({ mendMany }) => whole(mendMany.drifted) },
  {
    label: 'many drift: mended after',
    value: ({ mendMany }) => seconds(mendMany.seconds),
    peer: ({ mendAll }) => mendAll && seconds(mendAll.seconds),
  },
  {
    label: "many drift: AWS's buckets alone demand",
    value: ({ mendMany }) => (mendMany.demandSeconds > 0 ? seconds(mendMany.demandSeconds) : undefined),
  },
  {
    label: 'many drift: calls (writes)',
    value: ({ mendMany }) => callsOf(mendMany),
    peer: ({ mendAll }) => mendAll && phaseCalls(mendAll),
  },
  { label: 'passes with nothing to do, a second by the clock', value: ({ noOp }) => whole(noOp.passesPerSecond) },
  {
    label: 'passes with nothing to do, a second of CPU',
    aim: { text: `${whole(passesPerSecond)} or more`, isMet: ({ noOp }) => noOp.passesPerCpuSecond >= passesPerSecond },
    value: ({ noOp }) => whole(noOp.passesPerCpuSecond),
  },
  { label: 'start with all there: serving after', value: ({ startUp }) => seconds(startUp.servingSeconds) },
  { label: 'start with all there: passed over after', value: ({ startUp }) => seconds(startUp.seconds) },
  { label: 'start with all there: calls', value: ({ startUp }) => callsOf(startUp) },
  { label: 'start with all there: own CPU', value: ({ startUp }) => seconds(startUp.cpuSeconds) },
  { label: 'memory: before any object', value: ({ idleMegabytes }) => `${idleMegabytes} MB` },
  {
    label: 'memory: peak',
    aim: {
      text: `${megabytes.few} MB (1,000 pairs), ${megabytes.many} MB`,
      isMet: (figures) => peak(figures) <= (isFew(figures) ? megabytes.few : megabytes.many),
    },
    value: (figures) => `${peak(figures)} MB`,
    peer: ({ peakMegabytes }) => `${peakMegabytes} MB`,
  },
  ...beatRows('create', ({ create }) => create),
  ...beatRows('at rest', ({ rest }) => rest),
  ...beatRows('many drift', ({ mendMany }) => mendMany),
  ...beatRows('passes with nothing to do', ({ noOp }) => noOp),
  ...beatRows('start with all there', ({ startUp }) => startUp),
];

function isCreatedInTime(figures: ScaleFigures): boolean {
  const { awsRate, create } = figures;
  if (awsRate === 'published') return create.seconds <= overDemand * create.demandSeconds;
  return !isFew(figures) || create.seconds <= unlimitedSeconds;
}

function beatRows(phase: string, of: (figures: ScaleFigures) => Cost): readonly Row[] {
  return [
    {
      label: `event loop, ${phase}: own work between two turns, p50 / p99 / most`,
      aim: { text: `p99 below ${beatMs} ms`, isMet: (figures) => of(figures).work.p99 < beatMs },
      value: (figures) => beats(of(figures).work),
    },
    { label: `event loop, ${phase}: by the clock`, value: (figures) => beats(of(figures).delay) },
  ];
}

function beats({ p50, p99, max }: Beats): string {
  return `${p50.toFixed(0)} / ${p99.toFixed(0)} / ${max.toFixed(0)} ms`;
}

/** Of both processes. */
function peak({ noOp, startUp, deepRound }: ScaleFigures): number {
  return Math.max(noOp.peakMegabytes, startUp.peakMegabytes, deepRound?.peakMegabytes ?? 0);
}

/** EC2's and STS' reads. */
const readVerb = /^(Describe|Get)/;

function callsOf({ calls }: Cost): string {
  return `${whole(count(calls))} (${whole(count(calls, (action) => !readVerb.test(action)))})`;
}

function phaseCalls({ calls, mutating }: Phase): string {
  return `${whole(calls)} (${whole(mutating)})`;
}

function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
