import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StatusError } from '../../../../src/devcluster/api/status-error.ts';
import { decodeProtobuf } from '../../../../src/devcluster/protobuf/decode.ts';
import { bodies, podBody } from './bodies.ts';

describe('decodeProtobuf', () => {
  for (const { name, body, json } of bodies) {
    it(`reads a ${name}`, () => assert.deepEqual(decodeProtobuf(Buffer.from(body, 'base64')), json));
  }

  it('names a type that it does not know', () => {
    assert.throws(() => decodeProtobuf(Buffer.from(podBody, 'base64')), {
      code: 415,
      reason: 'UnsupportedMediaType',
      message: /protobuf of Pod in version "v1"/u,
    });
  });

  it('refuses what is no Kubernetes protobuf', () => {
    assert.throws(() => decodeProtobuf(Buffer.from('{"kind":"Secret"}')), { code: 400, reason: 'BadRequest' });
  });

  it('answers 400 or 415 to every body that was cut or changed, or reads it', () => {
    const body = fc.constantFrom(...bodies).map((each) => Buffer.from(each.body, 'base64'));
    const changes = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(body, fc.nat(400), changes, (whole, length, changed) => {
        const bytes = Uint8Array.from(whole.subarray(0, length));
        for (const [at, value] of changed) if (at < bytes.length) bytes[at] = value;
        try {
          assert.equal(typeof decodeProtobuf(bytes)['kind'], 'string');
        } catch (error) {
          assert(error instanceof StatusError, String(error));
          assert([400, 415].includes(error.code));
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
