import assert from 'node:assert/strict';
import { statusError } from '../../../../src/kubernetes/http/status-error.ts';

const status = (members: object): string => JSON.stringify({ apiVersion: 'v1', kind: 'Status', status: 'Failure', ...members });

describe('error of an answer', () => {
  const cases = [
    {
      name: 'a Status',
      code: 404,
      body: status({ reason: 'NotFound', message: 'vpcs "a" not found' }),
      retryAfter: undefined,
      error: { code: 404, reason: 'NotFound', message: 'vpcs "a" not found', retryAfterSeconds: undefined },
    },
    {
      name: 'too many requests, with a header',
      code: 429,
      body: status({ reason: 'TooManyRequests', message: 'slow down' }),
      retryAfter: '7',
      error: { code: 429, reason: 'TooManyRequests', message: 'slow down', retryAfterSeconds: 7 },
    },
    {
      name: 'a waiting time in the details',
      code: 503,
      body: status({ reason: 'ServerTimeout', message: 'later', details: { retryAfterSeconds: 2 } }),
      retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT',
      error: { code: 503, reason: 'ServerTimeout', message: 'later', retryAfterSeconds: 2 },
    },
    {
      name: 'a page of a proxy',
      code: 502,
      body: `<html>${'bad gateway '.repeat(100)}`,
      retryAfter: undefined,
      error: {
        code: 502,
        reason: 'Unknown',
        message: `HTTP 502: ${`<html>${'bad gateway '.repeat(100)}`.slice(0, 200)}`,
        retryAfterSeconds: undefined,
      },
    },
    {
      name: 'a patch with another uid',
      code: 422,
      body: status({ reason: 'Invalid', message: 'immutable', details: { causes: [{ field: 'metadata.uid' }] } }),
      retryAfter: undefined,
      error: { code: 409, reason: 'Conflict', message: 'immutable', retryAfterSeconds: undefined },
    },
    {
      name: 'a field that is invalid',
      code: 422,
      body: status({ reason: 'Invalid', message: 'bad', details: { causes: [{ field: 'spec.x' }] } }),
      retryAfter: undefined,
      error: { code: 422, reason: 'Invalid', message: 'bad', retryAfterSeconds: undefined },
    },
  ];
  for (const { name, code, body, retryAfter, error } of cases) {
    it(name, () => {
      const { code: gotCode, reason, message, retryAfterSeconds } = statusError(code, body, retryAfter);
      assert.deepEqual({ code: gotCode, reason, message, retryAfterSeconds }, error);
    });
  }
});
