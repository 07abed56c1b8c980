import type { SourceFile } from './source-file.ts';

/** A place that breaks a rule of the project. */
export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** A finding at an offset of a file's text. */
export function findingAt(file: SourceFile, offset: number, message: string): Finding {
  return { path: file.path, line: file.text.slice(0, offset).split('\n').length, message };
}

/** `src/a.ts:12: message` */
export function formatFinding({ path, line, message }: Finding): string {
  return `${path}:${line}: ${message}`;
}
