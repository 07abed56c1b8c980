import assert from 'node:assert/strict';
import { explainPort } from '../../../../src/cli/dev/explain-port.ts';

describe('explainPort', () => {
  for (const [code, says] of [
    ['EADDRINUSE', 'port 80 of 127.0.0.1 is in use by another program; take another with --port, or a free one with --port=0'],
    ['EACCES', 'port 80 of 127.0.0.1 may not be listened on; take another with --port, or a free one with --port=0'],
  ] as const)
    it(`says what to do at ${code}`, () => {
      const cause = Object.assign(new Error('listen'), { code });
      assert.throws(
        () => explainPort('port', 80)(cause),
        (error) => error instanceof Error && error.message === says && error.cause === cause,
      );
    });

  it('lets other errors go on as they are', () => {
    const other = new Error('something else');
    assert.throws(
      () => explainPort('simulator-port', 80)(other),
      (error) => error === other,
    );
  });
});
