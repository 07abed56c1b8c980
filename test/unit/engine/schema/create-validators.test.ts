import assert from 'node:assert/strict';
import { createValidators } from '../../../../src/engine/schema/create-validators.ts';
import { smallKind } from './small-kind.ts';

describe('validators of several kinds', () => {
  it('check each object by the schema of its own kind', () => {
    const validate = createValidators();
    const other = { ...smallKind, kind: 'Other', forProvider: { name: { type: 'boolean', description: 'A name.' } } } as const;
    const object = { kind: 'Thing', spec: { forProvider: { region: 'us-east-1', name: 'x' }, managementPolicies: ['Observe'] } };
    assert.deepEqual(validate({ schema: smallKind }, object), []);
    assert.deepEqual(
      validate({ schema: other }, object).map(({ path }) => path),
      ['spec.forProvider.name'],
    );
    assert.deepEqual(validate({ schema: smallKind }, object), []);
  });
});
