import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitLines } from '../../../../src/kubernetes/http/split-lines.ts';

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function linesOf(maxBytes: number, ...chunks: readonly Uint8Array[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of splitLines(chunksOf(...chunks), maxBytes)) lines.push(line);
  return lines;
}

describe('lines of a stream', () => {
  const cases = [
    { name: 'several lines in one chunk', chunks: ['a\nb\nc\n'], lines: ['a', 'b', 'c'] },
    { name: 'a line over three chunks', chunks: ['a', 'b', 'c\n'], lines: ['abc'] },
    { name: 'an end of line at the start of a chunk', chunks: ['a', '\nb\n'], lines: ['a', 'b'] },
    { name: 'empty lines and carriage returns', chunks: ['a\r\n\r\n\nb\n'], lines: ['a', 'b'] },
    { name: 'nothing', chunks: [], lines: [] },
  ];
  for (const { name, chunks, lines } of cases) {
    it(name, async () => assert.deepEqual(await linesOf(100, ...chunks.map((chunk) => Buffer.from(chunk))), lines));
  }

  it('are the same however the bytes are cut, within a character too', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 })),
        fc.array(fc.nat(20), { minLength: 1 }),
        async (texts, cuts) => {
          const lines = texts.map((text) => JSON.stringify(text));
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const chunks: Buffer[] = [];
          for (let at = 0, cut = 0; at < bytes.length; cut++) {
            const size = (cuts[cut % cuts.length] ?? 0) + 1;
            chunks.push(bytes.subarray(at, at + size));
            at += size;
          }
          assert.deepEqual(await linesOf(10_000, ...chunks), lines);
        },
      ),
    ));

  it('may be as long as allowed and no longer, ended or not', async () => {
    assert.deepEqual(await linesOf(4, Buffer.from('ab'), Buffer.from('cd\n')), ['abcd']);
    await assert.rejects(linesOf(4, Buffer.from('abc'), Buffer.from('de\n')), { name: 'LineTooLong' });
    await assert.rejects(linesOf(4, Buffer.from('abc'), Buffer.from('de')), { name: 'LineTooLong' });
  });

  it('must have an end', async () => {
    await assert.rejects(linesOf(100, Buffer.from('a\n{"half":')), { name: 'LineCutOff' });
  });
});
