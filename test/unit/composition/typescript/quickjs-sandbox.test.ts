import assert from 'node:assert/strict';
import type { Clock } from '../../../../src/base/clock.ts';
import { QuickjsSandbox } from '../../../../src/composition/typescript/quickjs-sandbox.ts';
import type { SandboxOutcome } from '../../../../src/composition/typescript/sandbox.ts';

/** Time that passes because somebody looks at it: an endless loop ends after the same number of looks on each machine. */
class TickingClock implements Clock {
  #now = 0;

  now(): number {
    this.#now += 10;
    return this.#now;
  }

  after(): never {
    throw new Error('the sandbox sets no timers');
  }
}

const sandbox = new QuickjsSandbox(new TickingClock());
const limits = { memoryBytes: 24 * 1024 * 1024, timeMs: 1000 };

/** What comes of `export default (input) => { body }`. */
function evaluate(body: string, input: unknown = {}): Promise<SandboxOutcome> {
  return evaluateModule(`export default (input) => {\n${body}\n};`, input);
}

function evaluateModule(code: string, input: unknown = {}): Promise<SandboxOutcome> {
  return sandbox.evaluate({ source: code, input: JSON.stringify(input), limits }, new AbortController().signal);
}

async function valueOf(body: string, input: unknown = {}): Promise<unknown> {
  const outcome = await evaluate(body, input);
  assert.equal(outcome.type, 'done', JSON.stringify(outcome));
  return JSON.parse(outcome.output);
}

const tooLong = 'the program ran longer than 1000 ms (spec.limits.time)';
const tooMuch = 'the program needs more memory than it may have (spec.limits.memory)';
const tooDeep = 'the program or its result is nested too deeply';
const promise = 'TypeError: the program returns a promise';

describe('sandbox of programs', () => {
  afterEach(async () => {
    assert.deepEqual(await valueOf('return { sum: input.a + 1 };', { a: 1 }), { sum: 2 }, 'the next program runs as ever');
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
  });

  for (const { name, body, message } of [
    { name: 'an endless loop', body: 'for (;;) {}', message: tooLong },
    {
      name: 'an endless loop that catches what ends it',
      body: 'for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }',
      message: tooLong,
    },
    { name: 'a regular expression that backtracks for ever', body: "return /^(a+)+$/.test('a'.repeat(40) + 'b');", message: tooLong },
    { name: 'an exception whose message never ends', body: 'throw { get message() { for (;;) {} } };', message: tooLong },
    { name: 'a result whose member never ends', body: 'return { get a() { for (;;) {} } };', message: tooLong },
    { name: 'many small objects', body: 'const all = []; for (;;) all.push({ all });', message: tooMuch },
    { name: 'many buffers', body: 'const all = []; for (;;) all.push(new Uint8Array(10_000).fill(1));', message: tooMuch },
    { name: 'one long text', body: "return 'x'.repeat(2 ** 30 - 1);", message: tooMuch },
    { name: 'one large buffer', body: 'return new Uint8Array(2 ** 30);', message: tooMuch },
    { name: 'a text that doubles', body: "let a = 'a'; for (;;) a += a + a.toUpperCase();", message: tooMuch },
    { name: 'deep recursion', body: 'const deeper = () => deeper() + 1; return deeper();', message: 'the program calls itself too deeply' },
    { name: 'a deep result', body: 'let a = []; for (let i = 0; i < 1e5; i += 1) a = [a]; return { a };', message: tooDeep },
    { name: 'deep code', body: "return eval('('.repeat(1e5));", message: tooDeep },
    {
      name: 'a long result',
      body: "return { a: 'x'.repeat(9e6) };",
      message: 'the result is 9000008 characters long; at most 8388608 are taken',
    },
    { name: 'a result that throws', body: "return { get a() { throw new Error('got'); } };", message: 'got' },
    { name: 'process', body: 'return process.env;', message: "ReferenceError: 'process' is not defined" },
    { name: 'the network', body: "return fetch('http://127.0.0.1');", message: "ReferenceError: 'fetch' is not defined" },
    {
      name: 'the file system',
      body: "return require('fs').readFileSync('/etc/passwd');",
      message: "ReferenceError: 'require' is not defined",
    },
    { name: 'the console', body: 'console.log(1);', message: "ReferenceError: 'console' is not defined" },
    { name: 'timers', body: 'setTimeout(() => {}, 1);', message: "ReferenceError: 'setTimeout' is not defined" },
    {
      name: 'workers and WebAssembly',
      body: 'return new WebAssembly.Memory({ initial: 1 });',
      message: "ReferenceError: 'WebAssembly' is not defined",
    },
    {
      name: 'a function made of text',
      body: "return (() => {}).constructor('return process.version')();",
      message: "ReferenceError: 'process' is not defined",
    },
    {
      name: 'the function behind the input',
      body: "return input.constructor.constructor('return globalThis.process.pid')();",
      message: "TypeError: cannot read property 'pid' of undefined",
    },
    { name: 'a dynamic import', body: "return import('node:fs');", message: promise },
    { name: 'an async function', body: 'return (async () => ({}))();', message: promise },
    { name: 'a promise that never settles', body: 'return new Promise(() => {});', message: promise },
    { name: 'a thenable', body: 'return { then(done) { done({}); } };', message: promise },
    {
      name: 'a promise within the result',
      body: 'return { a: Promise.resolve(1) };',
      message: 'TypeError: the result has a promise as "a"',
    },
    { name: 'a function within the result', body: 'return { a() {} };', message: 'TypeError: the result has a function as "a"' },
    { name: 'a map within the result', body: 'return { a: new Map() };', message: 'TypeError: the result has a Map or Set as "a"' },
    { name: 'a BigInt', body: 'return { a: 1n };', message: 'TypeError: the result has a BigInt as "a"' },
    { name: 'infinity', body: 'return { a: 1 / 0 };', message: 'TypeError: the result has Infinity as "a"' },
    { name: 'a circle', body: 'const a = {}; a.a = a; return a;', message: 'TypeError: circular reference' },
    { name: 'the clock', body: 'return Date.now();', message: 'Date.now is not there' },
    { name: 'the current date', body: 'return new Date();', message: 'the current time is not there' },
    { name: 'the current date as text', body: 'return Date();', message: 'the current time is not there' },
    { name: 'the current date of a subclass', body: 'return new (class extends Date {})();', message: 'the current time is not there' },
    { name: 'the date behind a date', body: 'return new (new Date(0).constructor)();', message: 'the current time is not there' },
    { name: 'chance', body: 'return Math.random();', message: 'Math.random is not there' },
    { name: 'garbage collection', body: 'return new WeakRef({});', message: "ReferenceError: 'WeakRef' is not defined" },
    { name: 'null as an exception', body: 'throw null;', message: 'null' },
    {
      name: 'a change deep in the input',
      body: 'input.a.b.push(1);',
      message: 'TypeError: object is not extensible',
    },
    { name: 'a new member of the input', body: 'input.c = 1;', message: 'TypeError: object is not extensible' },
  ]) {
    it(`contains ${name}`, async () => {
      const outcome = await evaluate(body, { a: { b: [] } });
      assert.equal(outcome.type, 'failed', JSON.stringify(outcome).slice(0, 200));
      assert.equal(outcome.message.slice(0, message.length), message);
    });
  }

  for (const { name, code, message } of [
    { name: 'an import', code: "import fs from 'node:fs';\nexport default () => fs;", message: 'the program imports node:fs' },
    { name: 'an await', code: 'await null;\nexport default () => ({});', message: 'the program waits with await' },
    {
      name: 'an await of nothing',
      code: 'await new Promise(() => {});\nexport default () => ({});',
      message: 'the program waits with await',
    },
    { name: 'a loop of the module', code: 'for (;;) {}', message: tooLong },
    { name: 'a syntax error', code: 'export default (', message: 'Expression expected' },
  ]) {
    it(`contains a module with ${name}`, async () => {
      const outcome = await evaluateModule(code);
      assert.equal(outcome.type, 'failed', JSON.stringify(outcome));
      assert.equal(outcome.message.slice(0, message.length), message);
    });
  }

  it('keeps no state from one program to the next', async () => {
    await valueOf(
      'globalThis.left = 1; Object.prototype.polluted = 1; JSON.parse = () => ({ fooled: 1 }); Array.prototype.map = null; return {};',
    );
    assert.deepEqual(await valueOf('return { left: typeof left, polluted: input.polluted ?? 0, ids: [1].map(String) };'), {
      left: 'undefined',
      polluted: 0,
      ids: ['1'],
    });
  });

  it('lets a program fool only itself when it changes what it was given', async () => {
    assert.deepEqual(
      await valueOf("JSON.stringify = () => 'evil'; Object.keys = Object.values = () => []; return { a: [input.b] };", { b: 1 }),
      { a: [1] },
    );
  });

  it('passes members named __proto__ as what they are', async () => {
    const input: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
    const outcome = await sandbox.evaluate(
      {
        source: 'export default (input) => ({ keys: Object.keys(input), polluted: typeof {}.polluted })',
        input: JSON.stringify(input),
        limits,
      },
      new AbortController().signal,
    );
    assert.deepEqual(outcome, { type: 'done', output: '{"keys":["__proto__"],"polluted":"undefined"}' });
  });

  it('gives the same dates in every zone', async () => {
    const dates = await valueOf(`return [
      new Date(2020, 0, 1), new Date('2020-01-01T00:00:00'), new Date('2020-01-01T00:00:00+02:00'), new Date(0).getHours(), new Date(0).getTimezoneOffset(),
      String(new Date(0)), String(new Date('Jan 1 2020').getTime()), Date.parse('2020-01-01'), new Date(new Date(5)).getTime(), new Date(0) instanceof Date,
    ];`);
    assert.deepEqual(dates, [
      '2020-01-01T00:00:00.000Z',
      '2020-01-01T00:00:00.000Z',
      '2019-12-31T22:00:00.000Z',
      0,
      0,
      'Thu, 01 Jan 1970 00:00:00 GMT',
      'NaN',
      1577836800000,
      5,
      true,
    ]);
  });

  it('ends before it begins when the signal aborts', async () => {
    const job = { source: 'export default () => ({})', input: '{}', limits };
    await assert.rejects(sandbox.evaluate(job, AbortSignal.abort(new Error('stopped'))), /stopped/);
  });
});
