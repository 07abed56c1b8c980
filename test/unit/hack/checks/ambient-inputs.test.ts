import assert from 'node:assert/strict';
import { findAmbientInputs } from '../../../../hack/checks/ambient-inputs.ts';
import { parseSource } from '../../../../hack/checks/source-file.ts';

const refused: Readonly<Record<string, string>> = {
  'const t = Date.now();': 'Date.now',
  "const t = Date['now']();": 'Date.now',
  'const t = globalThis.Date.now();': 'Date.now',
  'const t = new Date();': 'the current Date',
  'const t = Date();': 'the current Date',
  'const t = performance.now();': 'performance.now',
  'const t = process.hrtime.bigint();': 'process.hrtime',
  'setTimeout(() => undefined, 1);': 'setTimeout',
  'const timer = { after: setTimeout };': 'setTimeout',
  'globalThis.setTimeout(() => undefined, 1);': 'setTimeout',
  'const t = setInterval(() => undefined, 1);': 'setInterval',
  'const s = AbortSignal.timeout(5);': 'AbortSignal.timeout',
  'const r = Math.random();': 'Math.random',
  'const draw = Math.random;': 'Math.random',
  'const id = crypto.randomUUID();': 'crypto.randomUUID',
  "import { randomUUID } from 'node:crypto';": 'randomUUID',
  "import { randomBytes as bytes } from 'crypto';": 'randomBytes',
  "import { setTimeout as delay } from 'node:timers/promises';": 'node:timers/promises',
  "import { env } from 'node:process';": 'env',
  'const home = process.env.HOME;': 'process.env',
  "const home = process.env['HOME'];": 'process.env',
  'const { HOME } = process.env;': 'process.env',
};

const allowed: readonly string[] = [
  'const t = new Date(0);',
  'const t = clock.now();',
  'const t = Date.parse(text);',
  '// Date.now() and process.env are not read here',
  "const text = 'Math.random()';",
  'const text = `setTimeout`;',
  "import { createHash } from 'node:crypto';",
  'clock.setTimeout(1);',
  'const table = { setTimeout: 1 };',
  'type Now = typeof clock.now;',
];

describe('findAmbientInputs', () => {
  for (const [text, name] of Object.entries(refused)) {
    it(`reports: ${text}`, () => {
      const [first, ...more] = findAmbientInputs([parseSource('src/engine/a.ts', `\n${text}`)]);
      assert.deepEqual({ line: first?.line, name: first?.message.split(' is reached')[0], more }, { line: 2, name, more: [] });
    });
  }
  for (const text of allowed) {
    it(`lets pass: ${text}`, () => {
      assert.deepEqual(findAmbientInputs([parseSource('src/engine/a.ts', text)]), []);
    });
  }
  it('lets the command line and what lies outside src reach them', () => {
    const paths = ['src/cli/system-clock.ts', 'hack/a.ts', 'test/a.ts'];
    assert.deepEqual(findAmbientInputs(paths.map((path) => parseSource(path, 'Date.now();'))), []);
  });
});
