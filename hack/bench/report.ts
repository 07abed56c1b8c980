import type { CompositeFigures } from './composites.ts';
import { compositeLines } from './composite-lines.ts';
import type { Machine } from './machine.ts';
import { rows, type Row } from './rows.ts';
import type { ScaleFigures } from './scale.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { tableLines } from './table.ts';
import type { TerraformFigures } from './terraform.ts';

/** All that one run of the bench found. */
export interface Report {
  readonly machine: Machine;
  readonly command: string;
  readonly scales: readonly ScaleFigures[];
  readonly simulated: readonly SimulatedTime[];
  readonly composites: readonly CompositeFigures[];
  readonly peer: { readonly pairs: number; readonly figures: TerraformFigures } | undefined;
}

/** The report as lines of text: a row a figure, a column a run. An aim that was missed is marked. */
export function reportLines({ machine, command, scales, simulated, composites, peer }: Report): readonly string[] {
  const head = ['', ...scales.map(title), ...(peer === undefined ? [] : [`terraform, ${peer.pairs}`]), 'aim'];
  const body = rows.map((row) => [
    row.label,
    ...scales.map((figures) => cell(row, figures)),
    ...(peer === undefined ? [] : [row.peer?.(peer.figures) ?? '']),
    row.aim?.text ?? '',
  ]);
  const { cpu, cores, memoryGigabytes, node, load } = machine;
  return [
    `${command}`,
    `${cores} cores of ${cpu}, ${memoryGigabytes} GB, Node ${node}; load ${load.toFixed(1)} at the start`,
    '',
    ...(scales.length === 0 ? [] : tableLines([head, ...body])),
    '',
    ...simulated.map(simulatedLine),
    ...(composites.length === 0 ? [] : ['', ...compositeLines(composites)]),
  ];
}

function simulatedLine({ pairs, seconds, demandSeconds, throttled }: SimulatedTime): string {
  const over = Math.round((seconds / demandSeconds - 1) * 100);
  const more = `${over}% more than the buckets alone demand (${demandSeconds} s; aim: 10% at most), ${throttled} calls turned away`;
  return `${pairs} pairs at AWS's rates, in simulated time: all Ready after ${seconds} s, ${more}`;
}

function title({ pairs, awsRate }: ScaleFigures): string {
  return `${pairs} pairs${awsRate === 'published' ? ", AWS's rates" : ''}`;
}

function cell({ value, aim }: Row, figures: ScaleFigures): string {
  const text = value(figures);
  if (text === undefined) return '-';
  return aim === undefined || aim.isMet(figures) ? text : `${text} (missed)`;
}
