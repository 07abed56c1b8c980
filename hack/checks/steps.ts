import { existsSync } from 'node:fs';
import { findAmbientInputs } from './ambient-inputs.ts';
import type { Finding } from './finding.ts';
import { findLayerBreaks } from './layers.ts';
import type { SourceFile } from './source-file.ts';

/** One step of `npm run verify`: a program that must end with 0, or a rule of our own over the parsed sources. */
export type Step =
  | { readonly name: string; readonly command: readonly [string, ...string[]] }
  | { readonly name: string; readonly check: (files: readonly SourceFile[]) => readonly Finding[] };

/** The longest first, so that they do not run alone at the end. Programs are found in node_modules/.bin. */
export function verifySteps(): readonly Step[] {
  return [
    { name: 'unit tests', command: ['node', 'hack/test/suite.ts', '--reporter', 'dot', 'test/unit/**/*.test.ts'] },
    { name: 'types', command: ['tsc', '-p', '.', '--pretty', 'false'] },
    { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings', '--format', 'unix'] },
    ...(existsSync('hack/generate/main.ts')
      ? [{ name: 'generated files', command: ['node', 'hack/generate/main.ts', '--check'] } satisfies Step]
      : []),
    { name: 'unused code', command: ['knip'] },
    { name: 'format', command: ['oxfmt', '--check'] },
    { name: 'layers', check: findLayerBreaks },
    { name: 'clock, chance, environment', check: findAmbientInputs },
  ];
}
