import assert from 'node:assert/strict';
import type { ManagedStatus } from '../../../../src/engine/object/managed-status.ts';
import { statusChanged } from '../../../../src/engine/report/status-changed.ts';
import type { Fields } from '../../../../src/engine/schema/kind-schema.ts';

const text = { type: 'string', description: 'text' } as const;
const atProvider: Fields = {
  id: text,
  latest: { ...text, volatile: true },
  parts: { type: 'objects', description: 'parts', fields: { name: text, seen: { ...text, volatile: true } } },
};
const status: ManagedStatus = {
  observedGeneration: 1,
  conditions: [],
  atProvider: { id: 'w-1', latest: '1', parts: [{ name: 'a', seen: '1' }] },
};

const cases: readonly (readonly [name: string, next: ManagedStatus, changed: boolean])[] = [
  ['nothing', { ...status }, false],
  ['the order of members', { atProvider: status.atProvider, conditions: [], observedGeneration: 1 }, false],
  ['a volatile member', { ...status, atProvider: { ...status.atProvider, latest: '2' } }, false],
  ['a volatile member that came', { ...status, atProvider: { id: 'w-1', parts: [{ name: 'a', seen: '1' }] } }, false],
  ['a volatile member of an item', { ...status, atProvider: { ...status.atProvider, parts: [{ name: 'a', seen: '2' }] } }, false],
  ['a steady member of an item', { ...status, atProvider: { ...status.atProvider, parts: [{ name: 'b', seen: '1' }] } }, true],
  ['a steady member', { ...status, atProvider: { ...status.atProvider, id: 'w-2' } }, true],
  ['a member outside atProvider of a volatile name', { ...status, plan: { latest: '2' } }, true],
  ['observedGeneration', { ...status, observedGeneration: 2 }, true],
  ['applied', { ...status, applied: { tags: [], fields: ['size'] } }, true],
];

describe('statusChanged', () => {
  for (const [name, next, changed] of cases) {
    it(`${changed ? 'sees' : 'passes over'}: ${name}`, () => assert.equal(statusChanged(status, next, { atProvider }), changed));
  }
});
