import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../../hack/lib/run-command.ts';

const root = join(import.meta.dirname, '../../../..');
const branches = (count: number): string => Array.from({ length: count }, (_, i) => `if (n === ${i}) return ${i};`).join('\n');

/** For each rule a file that breaks it. */
const offenders: Readonly<Record<string, string>> = {
  complexity: `export function f(n: number): number {\n${branches(10)}\nreturn -1;\n}`,
  'max-depth': 'export function f(n: number): void { if (n > 1) { if (n > 2) { if (n > 3) { if (n > 4) { f(n); } } } } }',
  'max-params': 'export const f = (a: number, b: number, c: number, d: number, e: number): number => a + b + c + d + e;',
  'max-lines': Array.from({ length: 401 }, (_, i) => `export const c${i} = ${i};`).join('\n'),
  'no-floating-promises': 'async function f(): Promise<void> {}\nf();',
  'no-misused-promises': 'export const f = (): void => { [1].forEach(async () => { await Promise.resolve(); }); };',
  'no-default-export': 'export default 1;',
  'no-explicit-any': 'export const a: any = 1;',
  'no-non-null-assertion': "export const a = 'x'.at(0)!.length;",
  'no-cycle': "import { a } from './other.ts';\nexport const b = a;",
  'consistent-type-imports': "import { Other } from './types.ts';\nexport const a: Other = 1;",
  'switch-exhaustiveness-check': "export function f(kind: 'a' | 'b'): number { switch (kind) { case 'a': return 1; } return 0; }",
  'filename-case': 'export const a = 1;',
  'no-console': "console.log('x');",
};
const fileOf = (rule: string): string => (rule === 'filename-case' ? 'BadName.ts' : `${rule}.ts`);

describe('the lint rules', () => {
  let folder = '';
  let output = '';

  before(async function () {
    this.timeout(30_000);
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-lint-'));
    for (const file of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(root, file), join(folder, file));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{"compilerOptions":{"strict":true,"target":"es2024","module":"nodenext","allowImportingTsExtensions":true,"noEmit":true,"types":[]}}',
    );
    for (const [rule, text] of Object.entries(offenders)) writeFileSync(join(folder, fileOf(rule)), text);
    writeFileSync(join(folder, 'other.ts'), "import { b } from './no-cycle.ts';\nexport const a: number = b;");
    writeFileSync(join(folder, 'types.ts'), 'export type Other = number;');
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };
    output = (await runCommand('oxlint', ['--type-aware', '--format', 'unix'], { cwd: folder, env })).stdout;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const rule of Object.keys(offenders)) {
    it(`catch ${rule}`, () => {
      const lines = output.split('\n').filter((line) => line.includes(`${fileOf(rule)}:`) && line.includes(`(${rule})`));
      assert.notEqual(lines.length, 0, output);
    });
  }
});
