import assert from 'node:assert/strict';
import { StatusError } from '../../../../../src/devcluster/api/status-error.ts';
import { managersOf } from '../../../../../src/devcluster/patch/apply/managers.ts';
import { serverSideApply } from '../../../../../src/devcluster/patch/apply/server-side-apply.ts';
import { ApplyScript } from '../../../../support/devcluster/apply-script.ts';
import { applySchema } from '../../../../support/devcluster/apply-schema.ts';

describe('serverSideApply', () => {
  it('owns leaves, items and members of maps, and nothing that is the server’s own', () => {
    const script = new ApplyScript().apply('one', {
      metadata: { labels: { a: 'x' }, finalizers: ['t/a'] },
      spec: {
        size: 1,
        tags: {},
        args: ['a'],
        selector: { x: '1' },
        items: [{ name: 'i', hosts: ['h'] }],
        ports: [{ port: 80 }],
        free: { a: { b: [1] } },
      },
      status: { phase: 'Ready' },
    });
    const fields = {
      'f:metadata': { 'f:finalizers': { 'v:"t/a"': {} }, 'f:labels': { 'f:a': {} } },
      'f:spec': {
        'f:args': {},
        'f:free': { 'f:a': { '.': {}, 'f:b': {} } },
        'f:items': { 'k:{"name":"i"}': { '.': {}, 'f:hosts': { 'v:"h"': {} }, 'f:name': {} } },
        'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} } },
        'f:selector': {},
        'f:size': {},
        'f:tags': {},
      },
    };
    assert.deepEqual(script.owned, [{ who: 'one Apply', fields }]);
  });

  it('writes keys of items as Go does, and knows them again', () => {
    const items = ['<', '&', '\u2028'].map((name) => ({ name }));
    const script = new ApplyScript().apply('one', { spec: { items } });
    const keys = [String.raw`k:{"name":"\u0026"}`, String.raw`k:{"name":"\u003c"}`, String.raw`k:{"name":"\u2028"}`];
    const fields = Object.fromEntries(keys.map((key) => [key, { '.': {}, 'f:name': {} }]));
    assert.deepEqual(script.owned, [{ who: 'one Apply', fields: { 'f:spec': { 'f:items': fields } } }]);
    script.apply('one', { spec: { items: [{ name: '&' }] } });
    assert.deepEqual(script.spec, { items: [{ name: '&' }] });
  });

  it('shares what is equal, and removes what no applier has any more', () => {
    const script = new ApplyScript().apply('one', { spec: { size: 1, title: 'x', tags: { a: 'x' } } }).apply('two', { spec: { size: 1 } });
    script.apply('one', { spec: { title: 'x' } });
    assert.deepEqual(script.spec, { size: 1, title: 'x' });
    assert.deepEqual(script.owned, [
      { who: 'two Apply', fields: { 'f:spec': { 'f:size': {} } } },
      { who: 'one Apply', fields: { 'f:spec': { 'f:title': {} } } },
    ]);
  });

  it('leaves what an updater has taken over', () => {
    const script = new ApplyScript().apply('one', { spec: { size: 1, title: 'x' } }).update('two', { spec: { size: 2, title: 'x' } });
    script.apply('one', { spec: { title: 'x' } });
    assert.deepEqual(script.spec, { size: 2, title: 'x' });
  });

  it('refuses to change what others own, with a cause for each field', () => {
    const script = new ApplyScript()
      .apply('one', { spec: { size: 1, items: [{ name: 'a', value: 1 }], rules: [] } })
      .update('two', { spec: { size: 1, title: 'x', items: [{ name: 'a', value: 1 }], rules: [] } });
    const conflict = captured(() =>
      script.apply('three', { spec: { size: 2, title: 'y', items: [{ name: 'a', value: 2 }], rules: [{}] } }),
    );
    assert.equal(conflict.code, 409);
    assert.equal(
      conflict.message,
      'Apply failed with 4 conflicts: conflicts with "one":\n- .spec.rules\n- .spec.size\n- .spec.items[name="a"].value\n' +
        'conflicts with "two" using apply.test/v1:\n- .spec.title',
    );
    assert.deepEqual(conflict.details?.causes?.at(-1), {
      reason: 'FieldManagerConflict',
      message: 'conflict with "two" using apply.test/v1',
      field: '.spec.title',
    });
  });

  it('words a single conflict on one line, with the subresource', () => {
    const script = new ApplyScript().apply('one', {}).apply('two', { status: { phase: 'A' } }, { subresource: 'status' });
    const conflict = captured(() => script.apply('one', { status: { phase: 'B' } }, { subresource: 'status' }));
    assert.equal(conflict.message, 'Apply failed with 1 conflict: conflict with "two" with subresource "status": .status.phase');
  });

  it('takes fields over by force', () => {
    const script = new ApplyScript().apply('one', { spec: { size: 1, title: 'x' } }).apply('two', { spec: { size: 2 } }, { force: true });
    assert.deepEqual(script.spec, { size: 2, title: 'x' });
    assert.deepEqual(script.owned, [
      { who: 'one Apply', fields: { 'f:spec': { 'f:title': {} } } },
      { who: 'two Apply', fields: { 'f:spec': { 'f:size': {} } } },
    ]);
  });

  it('has no conflict with itself or about equal values, and then moves no time', () => {
    const script = new ApplyScript()
      .apply('one', { spec: { size: 1 } })
      .apply('one', { spec: { size: 2 } })
      .apply('two', { spec: { size: 2 } });
    script.apply('one', { spec: { size: 2 } });
    assert.deepEqual(script.times, ['two Apply ', 'one Apply 00:00:02']);
  });

  it('drops a manager that applies nothing any more', () => {
    const script = new ApplyScript()
      .apply('one', { spec: { size: 1 } })
      .apply('two', { spec: { title: 'x' } })
      .apply('one', {});
    assert.deepEqual(
      script.owned.map(({ who }) => who),
      ['two Apply'],
    );
    assert.deepEqual(script.spec, { title: 'x' });
  });

  it('merges keyed lists in the applied order, others’ items keeping their place', () => {
    const script = new ApplyScript().apply('one', { spec: { hosts: ['a', 'b', 'c'] } }).apply('two', { spec: { hosts: ['d', 'c', 'a'] } });
    assert.deepEqual(script.spec['hosts'], ['b', 'd', 'c', 'a']);
  });

  it('gives what was there before the first apply to before-first-apply', () => {
    const script = new ApplyScript()
      .update('one', { spec: { size: 1 } })
      .update('one', { metadata: { managedFields: [{}] }, spec: { size: 1 } });
    assert.deepEqual(script.owned, []);
    script.apply('two', { spec: { size: 1 } });
    assert.deepEqual(script.owned, [
      { who: 'two Apply', fields: { 'f:spec': { 'f:size': {} } } },
      { who: 'before-first-apply Update', fields: { 'f:spec': { '.': {}, 'f:size': {} } } },
    ]);
  });

  it('lets kubectl apply over what it applied client-side, and keeps that annotation up to date', () => {
    const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
    const last = JSON.stringify({ apiVersion: 'apply.test/v1', kind: 'Parcel', metadata: { name: 'p' }, spec: { size: 1 } });
    const script = new ApplyScript().update('kubectl-client-side-apply', {
      metadata: { annotations: { [annotation]: last } },
      spec: { size: 1 },
    });
    assert.equal(captured(() => script.apply('other', { spec: { size: 2 } })).code, 409);
    script.apply('kubectl', { spec: { size: 2, title: '<' } });
    const text = JSON.stringify(script.object);
    assert.ok(text.includes(String.raw`\"spec\":{\"size\":2,\"title\":\"\\u003c\"}}\n`), text);
  });

  const unfit = [
    { spec: { size: 'x' }, says: '.spec.size: expected numeric (int or float), got string' },
    { spec: { bogus: 1 }, says: '.spec.bogus: field not declared in schema' },
    { spec: { hosts: ['a', 'a'] }, says: '.spec.hosts: duplicate entries for key [="a"]' },
    { spec: { items: [{ name: 'a' }, { name: 'a' }] }, says: '.spec.items: duplicate entries for key [name="a"]' },
    { spec: { tags: { a: 1 } }, says: '.spec.tags.a: expected string, got &value.valueUnstructured{Value:1}' },
    { spec: { nested: 'x' }, says: '.spec.nested: expected map, got &{x}' },
    {
      spec: { nested: 'x', size: 'x' },
      says: 'errors:\n  .spec.nested: expected map, got &{x}\n  .spec.size: expected numeric (int or float), got string',
    },
  ] as const;
  for (const { spec, says } of unfit) {
    it(`refuses ${JSON.stringify(spec)}`, () => {
      const error = captured(() => new ApplyScript().apply('one', { spec }));
      assert.equal(error.code, 500);
      assert.equal(error.message, `failed to create typed patch object (default/p; apply.test/v1, Kind=Parcel): ${says}`);
    });
  }

  it('refuses managedFields in what is applied', () => {
    const error = captured(() => new ApplyScript().apply('one', { metadata: { managedFields: [] } }));
    assert.deepEqual([error.code, error.message], [400, 'metadata.managedFields must be nil']);
  });

  it('keeps entries of another version as they are', () => {
    const script = new ApplyScript().apply('one', { spec: { size: 1 } });
    const common = { live: script.object, schema: applySchema, hasStatus: true, force: false, now: 0, manager: 'two' };
    const object = serverSideApply({ ...common, apiVersion: 'apply.test/v2', applied: { spec: { title: 'x' } } });
    const versions = [...managersOf(object).values()].map(({ apiVersion }) => apiVersion);
    assert.deepEqual(versions.toSorted(), ['apply.test/v1', 'apply.test/v2']);
  });
});

function captured(action: () => unknown): StatusError {
  try {
    action();
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
  return assert.fail('it was not refused');
}
