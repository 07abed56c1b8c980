import type { CaseResult } from './crash-cases.ts';
import { crashGaps } from './crash-gaps.ts';
import { faults } from './crash-point.ts';

/** The results as a table for people: a row a kind, stage and point, a column a fault. */
export function crashTable(results: readonly CaseResult[]): string {
  const rows = Map.groupBy(results, ({ kind, stage, point }) => `${kind.padEnd(22)}${stage.padEnd(8)}${point.padEnd(36)}`);
  const head = `${''.padEnd(66)}${faults.map((fault) => fault.padEnd(18)).join('')}`;
  const cell = (row: readonly CaseResult[], fault: string): string => (row.find((result) => result.fault === fault)?.seen ?? '').padEnd(18);
  return [head, ...[...rows].map(([label, row]) => `${label}${faults.map((fault) => cell(row, fault)).join('')}`)]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** What failed, a paragraph a case; empty when nothing did. */
export function failuresOf(results: readonly CaseResult[]): string {
  return results
    .filter(({ failure }) => failure !== undefined)
    .map(({ kind, stage, point, fault, failure }) => `${kind} ${stage}, ${fault} ${point}: ${failure}`)
    .join('\n\n');
}

/** What the table can't show: crashes whose outcome moto can't judge, a line each. */
export function gapsText(): string {
  return crashGaps.map(({ kind, crash, reason }) => `not judged by moto: ${kind}: ${crash} (${reason})`).join('\n');
}
