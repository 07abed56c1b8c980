import type { CaseResult } from './crash-cases.ts';

/** The results as a table for people: a row a kind, stage and point, a column a fault. */
export function crashTable(results: readonly CaseResult[]): string {
  const rows = Map.groupBy(results, ({ kind, stage, point }) => `${kind.padEnd(22)}${stage.padEnd(8)}${point.padEnd(36)}`);
  const columns = [...new Set(results.map(({ fault }) => fault))];
  const head = `${''.padEnd(66)}${columns.map((fault) => fault.padEnd(18)).join('')}`;
  const cell = (row: readonly CaseResult[], fault: string): string => (row.find((result) => result.fault === fault)?.seen ?? '').padEnd(18);
  return [head, ...[...rows].map(([label, row]) => `${label}${columns.map((fault) => cell(row, fault)).join('')}`)]
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
