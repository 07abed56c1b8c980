import type { Paint } from './tree.ts';

/** Where people look: headings, lines, and a block of lines that is drawn anew. */
export interface Terminal {
  readonly paint: Paint;
  heading(text: string): void;
  say(text: string): void;
  /** Draws the block in place of the last one; where that can't be done (no terminal), only `done` blocks are printed. */
  draw(lines: readonly string[], done: boolean): void;
}

const plain = (text: string): string => text;
const colour =
  (code: number) =>
  (text: string): string =>
    `\x1b[${code}m${text}\x1b[0m`;

/** Writes to a stream, with colours and redrawing if that is a terminal. NO_COLOR (https://no-color.org) takes the colours away. */
export function createTerminal(stream: NodeJS.WriteStream, noColour: boolean): Terminal {
  const isColoured = stream.isTTY && !noColour;
  let drawn = 0;
  const write = (text: string): void => void stream.write(text);
  return {
    paint: isColoured ? { good: colour(32), bad: colour(33), dim: colour(2) } : { good: plain, bad: plain, dim: plain },
    heading: (text) => write(`\n${isColoured ? colour(1)(`▸ ${text}`) : `▸ ${text}`}\n`),
    say: (text) => write(`${text}\n`),
    draw: (lines, done) => {
      if (!stream.isTTY && !done) return;
      const up = drawn === 0 ? '' : `\x1b[${drawn}A`;
      // What is left of a longer block is cleared away.
      write(`${up}${stream.isTTY ? '\x1b[J' : ''}${lines.join('\n')}\n`);
      drawn = done ? 0 : lines.length;
    },
  };
}
