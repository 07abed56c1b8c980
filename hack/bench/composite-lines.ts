import type { CompositeFigures } from './composites.ts';
import { tableLines } from './table.ts';

/** A row of the table of composites. */
interface Row {
  readonly label: string;
  readonly value: (figures: CompositeFigures) => string;
  /** What it should be, and whether it is. Absent: it is only told. */
  readonly aim?: { readonly text: string; readonly isMet: (figures: CompositeFigures) => boolean };
}

const rows: readonly Row[] = [
  {
    label: 'until all are Ready',
    value: ({ seconds }) => `${seconds.toFixed(1)} s`,
    aim: { text: '5 s', isMet: ({ seconds }) => seconds <= 5 },
  },
  { label: 'own CPU until then', value: ({ cpuSeconds }) => `${cpuSeconds.toFixed(1)} s` },
  {
    label: 'writes a composite until then',
    value: ({ writesEach }) => writesEach.toFixed(2),
    aim: { text: '13', isMet: ({ writesEach }) => writesEach <= 13 },
  },
  {
    label: 'a minute at rest: writes; runs of the pipeline',
    value: ({ writesAtRest, runsAtRest }) => `${writesAtRest}; ${runsAtRest}`,
    aim: { text: '0; 0', isMet: ({ writesAtRest, runsAtRest }) => writesAtRest === 0 && runsAtRest === 0 },
  },
  {
    label: 'an edit of one: until its status shows it',
    value: ({ editSeconds }) => `${editSeconds.toFixed(2)} s`,
    aim: { text: '1 s', isMet: ({ editSeconds }) => editSeconds <= 1 },
  },
  { label: 'generation', value: ({ generation }) => String(generation), aim: { text: '1', isMet: ({ generation }) => generation === 1 } },
  { label: 'runs of the pipeline, and what they write, a second of CPU', value: ({ runsPerCpuSecond }) => runsPerCpuSecond.toFixed(0) },
  { label: 'memory: peak', value: ({ peakMegabytes }) => `${peakMegabytes} MB` },
];

/** What composites cost: a row a figure, a column for each number and each function that makes the children. */
export function compositeLines(all: readonly CompositeFigures[]): readonly string[] {
  const head = ['', ...all.map(({ composites, template }) => `${composites} composites, ${template}`), 'aim'];
  const body = rows.map(({ label, value, aim }) => [
    label,
    ...all.map((figures) => `${value(figures)}${aim === undefined || aim.isMet(figures) ? '' : ' (missed)'}`),
    aim?.text ?? '',
  ]);
  return tableLines([head, ...body]);
}
