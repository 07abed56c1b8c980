import assert from 'node:assert/strict';
import { instance } from '../../../../src/aws/rds/instance.ts';
import { vpc } from '../../../../src/aws/ec2/vpc.ts';
import { Terminal } from '../../../../src/engine/reconcile/halt.ts';
import { checkName } from '../../../../src/engine/reconcile/steps/identify.ts';
import type { Kind } from '../../../../src/engine/kind.ts';

const refused: readonly (readonly [name: string, why: string])[] = [
  ['-shop', 'begins with a hyphen'],
  ['shop--db', 'two hyphens in a row'],
  ['shop_db', 'an underscore'],
  ['x'.repeat(64), 'too long'],
  ['', 'empty'],
  ['shop\n', 'a line break'],
];

describe('the external name of a kind that is known by its name', () => {
  for (const [name, why] of refused) {
    it(`is refused before AWS is asked: ${why}`, () => {
      assert.throws(
        () => checkName(instance, name),
        (error) => error instanceof Terminal && error.reason === 'ExternalNameInvalid',
      );
    });
  }

  it('may be what AWS takes', () => checkName(instance, 'shop-database'));

  it('is not checked where AWS gives it', () => checkName(vpc as Kind, 'anything'));
});
