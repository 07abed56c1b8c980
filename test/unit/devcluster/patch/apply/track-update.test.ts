import assert from 'node:assert/strict';
import { managersOf } from '../../../../../src/devcluster/patch/apply/managers.ts';
import { trackUpdate } from '../../../../../src/devcluster/patch/apply/track-update.ts';
import { ApplyScript } from '../../../../support/devcluster/apply-script.ts';

describe('trackUpdate', () => {
  it('gives a creator all that is there, containers included', () => {
    const script = new ApplyScript().update('one', {
      metadata: { labels: { a: 'x' } },
      spec: { size: 1, items: [{ name: 'a' }] },
      status: { phase: 'A' },
    });
    const fields = {
      'f:metadata': { 'f:labels': { '.': {}, 'f:a': {} } },
      'f:spec': { '.': {}, 'f:items': { '.': {}, 'k:{"name":"a"}': { '.': {}, 'f:name': {} } }, 'f:size': {} },
    };
    assert.deepEqual(script.owned, [{ who: 'one Update', fields }]);
  });

  it('gives a writer what he changes, and takes that and what is gone from the others', () => {
    const script = new ApplyScript()
      .apply('one', { spec: { size: 1, title: 'x', port: 80 } })
      .update('two', { spec: { size: 2, port: 80 } });
    assert.deepEqual(script.owned, [
      { who: 'one Apply', fields: { 'f:spec': { 'f:port': {} } } },
      { who: 'two Update', fields: { 'f:spec': { 'f:size': {} } } },
    ]);
  });

  it('keeps an entry for each subresource, and none for what it can’t reach', () => {
    const script = new ApplyScript().update('one', { spec: { size: 1 } });
    script.update('one', { spec: { size: 2 }, status: { phase: 'A' } }, 'status');
    assert.deepEqual(script.owned.at(-1), { who: 'one Update status', fields: { 'f:status': { '.': {}, 'f:phase': {} } } });
    assert.deepEqual(script.owned[0]?.fields, { 'f:spec': { '.': {}, 'f:size': {} } });
  });

  it('moves the time of nobody when nothing changes', () => {
    const script = new ApplyScript().update('one', { spec: { size: 1 } }).update('two', { spec: { size: 1 } });
    assert.deepEqual(script.times, ['one Update 00:00:01']);
  });

  it('sorts by operation, time, and name', () => {
    const script = new ApplyScript()
      .update('b', { spec: { size: 1 } })
      .apply('z', { spec: { title: 'x' } })
      .apply('a', { spec: { port: 1 } });
    assert.deepEqual(script.times, ['z Apply 00:00:02', 'a Apply 00:00:03', 'b Update 00:00:01']);
  });

  it('merges the oldest of more than ten updaters', () => {
    const script = new ApplyScript();
    const tags: Record<string, string> = {};
    for (let index = 0; index < 12; index++) {
      tags[`t${index}`] = 'x';
      script.update(`m${index}`, { spec: { tags: { ...tags } } });
    }
    assert.deepEqual(
      script.owned.map(({ who }) => who.split(' ')[0]),
      ['ancient-changes', ...['3', '4', '5', '6', '7', '8', '9', '10', '11'].map((n) => `m${n}`)],
    );
    const merged = { 'f:spec': { '.': {}, 'f:tags': { '.': {}, 'f:t0': {}, 'f:t1': {}, 'f:t2': {} } } };
    assert.deepEqual(script.owned[0]?.fields, merged);
  });

  it('takes managedFields that a writer sets, and keeps the live ones where those are malformed', () => {
    const entry = {
      manager: 'set',
      operation: 'Apply',
      apiVersion: 'apply.test/v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:spec': { 'f:size': {} } },
    };
    const script = new ApplyScript()
      .update('one', { spec: { size: 1 } })
      .update('two', { metadata: { managedFields: [entry] }, spec: { size: 1 } });
    assert.deepEqual(script.owned, [{ who: 'set Apply', fields: entry.fieldsV1 }]);
    script.update('two', { metadata: { managedFields: [{ ...entry, fieldsV1: { spec: {} } }] }, spec: { size: 1 } });
    assert.deepEqual(script.owned, [{ who: 'set Apply', fields: entry.fieldsV1 }]);
  });

  for (const { custom, managedFields, left } of [
    { custom: true, managedFields: [{}], left: 0 },
    { custom: false, managedFields: [{}], left: 0 },
    { custom: true, managedFields: [], left: 1 },
    { custom: false, managedFields: [], left: 0 },
  ]) {
    it(`${left === 0 ? 'forgets' : 'keeps'} all at ${JSON.stringify(managedFields)} of a ${custom ? 'custom resource' : 'built-in'}`, () => {
      const live = new ApplyScript().update('one', { spec: { size: 1 } }).object ?? {};
      const updated = { ...live, metadata: { name: 'p', uid: 'u', managedFields } };
      const object = trackUpdate({ live, updated, custom, manager: 'two', apiVersion: 'v1', schema: {}, hasStatus: true, now: 0 });
      assert.equal(managersOf(object).size, left);
    });
  }
});
