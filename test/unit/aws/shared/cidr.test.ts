import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalCidr } from '../../../../src/aws/shared/cidr.ts';

const cases = [
  { name: 'as it is', from: '10.0.0.0/16', to: '10.0.0.0/16' },
  { name: 'host bits', from: '10.1.2.3/16', to: '10.1.0.0/16' },
  { name: 'one address', from: '10.1.2.3/32', to: '10.1.2.3/32' },
  { name: 'everything', from: '1.2.3.4/0', to: '0.0.0.0/0' },
  { name: 'IPv6 in upper case and full length', from: '2001:0DB8:0000:0000:0000:0000:0000:0001/64', to: '2001:db8::/64' },
  { name: 'IPv6 everything', from: '0:0:0:0:0:0:0:0/0', to: '::/0' },
  { name: 'the longest run of zeros is compressed', from: '2001:0:0:1:0:0:0:0/64', to: '2001:0:0:1::/64' },
  { name: 'no range: left for AWS to refuse', from: 'pl-1', to: 'pl-1' },
  { name: 'no prefix', from: '10.0.0.1', to: '10.0.0.1' },
  { name: 'prefix too long', from: '10.0.0.0/33', to: '10.0.0.0/33' },
];

describe('canonicalCidr', () => {
  for (const { name, from, to } of cases) it(name, () => assert.equal(canonicalCidr(from), to));

  it('is idempotent and keeps the prefix', () => {
    const range = fc.oneof(fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })), fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })));
    fc.assert(
      fc.property(range, ([address, length]) => {
        const once = canonicalCidr(`${address}/${length}`);
        assert.equal(canonicalCidr(once), once);
        assert.equal(once.split('/')[1], String(length));
      }),
    );
  });
});
