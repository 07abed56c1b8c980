import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createTerminal, type Terminal } from '../../../../src/cli/dev/demo/terminal.ts';

interface Shown {
  readonly terminal: Terminal;
  /** What came since it was last asked for. */
  readonly text: () => string;
}

function open(isTTY: boolean, noColour = false): Shown {
  const stream = new PassThrough();
  const terminal = createTerminal(Object.assign(stream, { isTTY }) as unknown as NodeJS.WriteStream, noColour);
  return { terminal, text: () => String(stream.read() ?? '') };
}

describe('the terminal of the demo', () => {
  it('draws a block in place of the last one', () => {
    const { terminal, text } = open(true);
    terminal.draw(['a', 'b'], false);
    assert.equal(text(), '\x1b[Ja\nb\n');
    terminal.draw(['c'], true);
    assert.equal(text(), '\x1b[2A\x1b[Jc\n');
    terminal.draw(['d'], false);
    assert.equal(text(), '\x1b[Jd\n', 'what is done stays');
  });

  it('prints what is done alone where nothing can be drawn anew', () => {
    const { terminal, text } = open(false);
    terminal.draw(['a'], false);
    terminal.draw(['b', 'c'], true);
    assert.equal(text(), 'b\nc\n');
  });

  for (const [name, isTTY, noColour, expected] of [
    ['a terminal', true, false, '\x1b[32mgood\x1b[0m'],
    ['a terminal with NO_COLOR', true, true, 'good'],
    ['a file', false, false, 'good'],
  ] as const)
    it(`paints as ${name} wants it`, () => {
      assert.equal(open(isTTY, noColour).terminal.paint.good('good'), expected);
    });

  it('sets headings apart', () => {
    const { terminal, text } = open(false);
    terminal.heading('Now');
    terminal.say('this');
    assert.equal(text(), '\n▸ Now\nthis\n');
  });
});
