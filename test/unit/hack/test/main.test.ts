import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../../hack/lib/run-command.ts';

const root = join(import.meta.dirname, '../../../..');
const requirements = join(root, 'test/support/requirements.ts');

interface Case {
  readonly name: string;
  readonly test: string;
  readonly ci?: true;
  readonly closing: string;
  readonly code: number;
  readonly says?: RegExp;
}

const needy = `import { cannotRunHere } from '${requirements}';
  it('passes', () => {});
  it('needs a thing', function () { cannotRunHere(this, 'no thing here'); });`;

const elsewhere = `import { leaveToOthers } from '${requirements}';
  it('passes', () => {});
  it('needs a server', function () { leaveToOthers(this, 'another server has it'); });`;

const needySuite = `import { neededHere } from '${requirements}';
  describe('a suite', () => {
    before(function () { return neededHere(this, () => Promise.reject(new Error('no thing here'))); });
    it('one', () => {});
    it('two', () => {});
  });
  it('passes', () => {});`;

const cases: readonly Case[] = [
  { name: 'a test that passes', test: `it('passes', () => {});`, closing: '1 passed, 0 failed', code: 0 },
  {
    name: 'a test that fails',
    test: `it('passes', () => {}); it('fails', () => { throw new Error('no'); });`,
    closing: '1 passed, 1 failed',
    code: 1,
  },
  {
    name: 'a hook that fails',
    test: `before(() => { throw new Error('no'); }); it('passes', () => {});`,
    closing: '0 passed, 1 failed',
    code: 1,
  },
  { name: 'a file that does not load', test: `import './none.ts'; it('passes', () => {});`, closing: '0 passed, 1 failed', code: 1 },
  {
    name: 'a process that dies',
    test: `it('dies', () => process.kill(process.pid, 'SIGKILL'));`,
    closing: '0 passed, 1 failed',
    code: 1,
    says: /ended with SIGKILL/,
  },
  { name: 'no test at all', test: ``, closing: '0 passed, 0 failed', code: 1 },
  {
    name: "a test that can't run here",
    test: needy,
    closing: '1 passed, 0 failed, 1 skipped',
    code: 0,
    says: /^1 could not run on this machine:\n {2}needs a thing: no thing here$/m,
  },
  {
    name: "a test that can't run here, under CI",
    test: needy,
    ci: true,
    closing: '1 passed, 1 failed',
    code: 1,
    says: /can't run here: no thing here/,
  },
  {
    name: "a suite that can't run here",
    test: needySuite,
    closing: '1 passed, 0 failed, 2 skipped',
    code: 0,
    says: /^2 could not run on this machine:\n {2}a suite: no thing here$/m,
  },
  {
    name: "a suite that can't run here, under CI",
    test: needySuite,
    ci: true,
    closing: '1 passed, 1 failed',
    code: 1,
    says: /can't run here: no thing here/,
  },
  {
    name: 'a test that is for other servers to pass, under CI',
    test: elsewhere,
    ci: true,
    closing: '1 passed, 0 failed',
    code: 0,
    says: /^1 left to other servers:\n {2}needs a server: another server has it$/m,
  },
  {
    name: 'a test that is skipped silently, under CI',
    test: `it('passes', () => {}); xit('skipped', () => {});`,
    ci: true,
    closing: '1 passed, 1 failed',
    code: 1,
  },
];

describe('the test runner', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-runner-'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  cases.forEach(({ name, test, ci, closing, code, says }, index) => {
    it(`counts ${name}`, async () => {
      const file = join(folder, `case-${index}.test.ts`);
      writeFileSync(file, test);
      const { CI: _, ...env } = process.env;
      const args = [join(root, 'hack/test/main.ts'), 'unit', '--files', file];
      const result = await runCommand(process.execPath, args, { cwd: root, env: ci === undefined ? env : { ...env, CI: 'true' } });
      assert.equal(result.stdout.trimEnd().split('\n').at(-1), closing, `${result.stdout}\n${result.stderr}`);
      assert.equal(result.code, code);
      if (says !== undefined) assert.match(result.stdout, says);
    });
  });

  it('runs the end-to-end suite on each pair that is asked for, and tells it which', async () => {
    const file = join(folder, 'pair.test.ts');
    writeFileSync(file, `it('says', () => console.log(process.env.EVENKEEL_TEST_CLUSTER, process.env.EVENKEEL_TEST_CLOUD));`);
    const args = ['e2e', '--files', file, '--pair', 'kube-apiserver/moto', '--pair', 'dev/simulator'];
    const { stdout } = await runCommand(process.execPath, [join(root, 'hack/test/main.ts'), ...args]);
    assert.match(stdout, /^--- e2e on kube-apiserver\/moto$[^]*^kube-apiserver moto$/m);
    assert.match(stdout, /^--- e2e on dev\/simulator$[^]*^dev simulator$/m);
    assert.equal(stdout.trimEnd().split('\n').at(-1), '2 passed, 0 failed');
  });

  it('refuses a pair that there is not', async () => {
    const { code, stderr } = await runCommand(process.execPath, [join(root, 'hack/test/main.ts'), 'e2e', '--pair', 'dev']);
    assert.equal(code, 2);
    assert.match(stderr, /--pair dev: one of kube-apiserver\/moto, kube-apiserver\/simulator, dev\/moto, dev\/simulator is needed/);
  });

  it('refuses a suite that there is not', async () => {
    const { code, stderr } = await runCommand(process.execPath, [join(root, 'hack/test/main.ts'), 'unti']);
    assert.equal(code, 2);
    assert.match(stderr, /no such suite: unti/);
  });
});
