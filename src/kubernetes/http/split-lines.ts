const newline = 0x0a;

/** A line went on for longer than allowed. */
export class LineTooLong extends Error {
  constructor(limit: number) {
    super(`a line of the stream is longer than ${limit} bytes`);
    this.name = 'LineTooLong';
  }
}

/** The stream ended within a line. */
export class LineCutOff extends Error {
  constructor() {
    super('the stream ended in the middle of a line');
    this.name = 'LineCutOff';
  }
}

/**
 * The lines of a byte stream, as text and without their ends. Splits bytes, not text, so that a character may lie
 * across two chunks. Empty lines are left out. Throws `LineTooLong` and `LineCutOff`.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<string> {
  let pending: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      if (size + end - from > maxBytes) throw new LineTooLong(maxBytes);
      const line = textOf(pending, chunk.subarray(from, end));
      pending = [];
      size = 0;
      from = end + 1;
      if (line !== '') yield line;
    }
    if (from === chunk.length) continue;
    pending.push(chunk.subarray(from));
    size += chunk.length - from;
    if (size > maxBytes) throw new LineTooLong(maxBytes);
  }
  if (size > 0) throw new LineCutOff();
}

function textOf(before: readonly Uint8Array[], last: Uint8Array): string {
  return Buffer.concat([...before, last])
    .toString('utf8')
    .trim();
}
