import assert from 'node:assert/strict';
import { Table } from '../../../../src/simulator/core/table.ts';

interface Row {
  readonly id: string;
  readonly vpc?: string;
  readonly state?: string;
}

const noDelay = { createVisibilityMs: 0, changeVisibilityMs: 0 };
const delays = { createVisibilityMs: 2000, changeVisibilityMs: 500 };

describe('Table', () => {
  const table = (): Table<Row> => new Table<Row>(['vpc']);

  it('shows a new row, a change and a removal late, and knows the truth at once', () => {
    const rows = table();
    rows.put('a', { id: 'a', state: 'pending' }, 0);
    assert.equal(rows.get('a', 0)?.state, 'pending');
    assert.equal(rows.shown('a', 1999, delays), undefined);
    assert.equal(rows.shown('a', 2000, delays)?.state, 'pending');
    rows.change('a', 3000, (row) => ({ ...row, state: 'available' }));
    assert.equal(rows.get('a', 3000)?.state, 'available');
    assert.equal(rows.shown('a', 3499, delays)?.state, 'pending');
    assert.equal(rows.shown('a', 3500, delays)?.state, 'available');
    rows.remove('a', 4000);
    assert.equal(rows.get('a', 4000), undefined);
    assert.deepEqual(rows.allShown(4499, delays), [{ id: 'a', state: 'available' }]);
    assert.deepEqual(rows.allShown(4500, delays), []);
  });

  it('shows no change before the row itself', () => {
    const rows = table();
    rows.put('a', { id: 'a' }, 0);
    rows.change('a', 100, (row) => ({ ...row, state: 'changed' }));
    assert.equal(rows.shown('a', 1000, delays), undefined);
    assert.equal(rows.shown('a', 2000, delays)?.state, 'changed');
  });

  it('runs what is due in the order of its times, whoever looks first', () => {
    const rows = table();
    rows.put('a', { id: 'a', state: '' }, 0);
    for (const [at, step] of [
      [200, 'b'],
      [100, 'a'],
      [200, 'c'],
    ] as const) {
      rows.schedule('a', at, (row) => ({ ...row, state: `${row.state}${step}` }));
    }
    assert.equal(rows.get('a', 99)?.state, '');
    assert.equal(rows.get('a', 150)?.state, 'a');
    assert.equal(rows.shown('a', 1000, noDelay)?.state, 'abc');
  });

  it('removes by schedule', () => {
    const rows = table();
    rows.put('a', { id: 'a' }, 0);
    rows.schedule('a', 100, () => undefined);
    assert.equal(rows.count(99), 1);
    assert.equal(rows.count(100), 0);
  });

  it('lets a schedule lapse when another row has come under the id', () => {
    const rows = table();
    rows.put('a', { id: 'a', state: 'first' }, 0);
    rows.schedule('a', 100, (row) => ({ ...row, state: 'due' }));
    rows.remove('a', 10);
    rows.put('a', { id: 'a', state: 'second' }, 20);
    assert.equal(rows.get('a', 200)?.state, 'second');
  });

  it('keeps its indexes as rows come, change and go', () => {
    const rows = table();
    rows.put('a', { id: 'a', vpc: 'v1' }, 0);
    rows.put('b', { id: 'b', vpc: 'v1' }, 0);
    rows.change('b', 1, (row) => ({ ...row, vpc: 'v2' }));
    const ids = (vpc: string): readonly string[] => rows.by('vpc', vpc, 2).map(({ id }) => id);
    assert.deepEqual([ids('v1'), ids('v2')], [['a'], ['b']]);
    rows.remove('a', 1);
    assert.deepEqual(ids('v1'), []);
    assert.throws(() => rows.by('state', 'x', 2), /no index of state/);
  });

  it('forgets removed rows and old versions', () => {
    const rows = table();
    for (let at = 0; at < 1000; at++) rows.put(`${at}`, { id: `${at}` }, at);
    for (let at = 1000; at < 2000; at++) rows.remove(`${at - 1000}`, at);
    assert.notEqual(rows.sequenceOf('0'), 0);
    assert.equal(rows.count(700_000), 0);
    assert.equal(rows.sequenceOf('0'), 0);
    assert.equal(rows.sequenceOf('999'), 0);
  });
});
