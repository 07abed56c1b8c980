import assert from 'node:assert/strict';
import { camelCase } from '../../../../src/aws/shared/camel-case.ts';

describe('camelCase', () => {
  for (const [from, to] of [
    ['storage-full', 'StorageFull'],
    ['available', 'Available'],
    ['Incomplete subnets', 'IncompleteSubnets'],
    ['configuring-iam-database-auth', 'ConfiguringIamDatabaseAuth'],
  ] as const) {
    it(`${from} is ${to}`, () => assert.equal(camelCase(from), to));
  }
});
