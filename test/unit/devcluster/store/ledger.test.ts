import assert from 'node:assert/strict';
import type { DevObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Journal, JournalRecord } from '../../../../src/devcluster/api/journal.ts';
import { Ledger } from '../../../../src/devcluster/store/ledger.ts';

const object = (name: string, size = 1): DevObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name, uid: name, resourceVersion: '', creationTimestamp: '' },
  size,
});

/** A journal whose records are durable when the test says so. */
class HeldJournal implements Journal {
  readonly records: JournalRecord[] = [];
  readonly #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  load(): Promise<{ readonly records: readonly JournalRecord[]; readonly revision: number }> {
    return Promise.resolve({ records: [{ revision: 41, storageKey: 'things', key: 'old', object: object('old') }], revision: 41 });
  }

  append(record: JournalRecord): Promise<void> {
    this.records.push(record);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
  }

  settle(index: number, error?: Error): void {
    if (error === undefined) this.#waiting[index]?.resolve();
    else this.#waiting[index]?.reject(error);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

describe('ledger', () => {
  let journal: HeldJournal;
  let ledger: Ledger;

  beforeEach(async () => {
    journal = new HeldJournal();
    ledger = new Ledger(journal, 10);
    await ledger.load();
  });

  it('goes on after the last revision that was kept', () => {
    assert.equal(ledger.table('things').get('old')?.metadata.name, 'old');
    assert.equal(ledger.put('things', 'new', object('new')).metadata.resourceVersion, '42');
    assert.equal(journal.records[0]?.object?.metadata.resourceVersion, '42');
  });

  it('shows a write to writers at once, to readers when it is durable', async () => {
    ledger.put('things', 'a', object('a'));
    assert.equal(ledger.table('things').latest.has('a'), true);
    assert.deepEqual([ledger.table('things').get('a'), ledger.revision], [undefined, 41]);
    journal.settle(0);
    await ledger.settled();
    assert.deepEqual([ledger.table('things').get('a')?.metadata.name, ledger.revision], ['a', 42]);
  });

  it('shows writes in their order, whichever is durable first', async () => {
    const seen: number[] = [];
    ledger.onChange((_storageKey, { revision }) => seen.push(revision));
    ledger.put('things', 'a', object('a'));
    ledger.remove('things', 'a', object('a', 2));
    ledger.put('others', 'b', object('b'));
    journal.settle(2);
    journal.settle(1);
    await turns();
    assert.deepEqual(seen, []);
    journal.settle(0);
    await ledger.settled();
    assert.deepEqual(seen, [42, 43, 44]);
    assert.deepEqual(journal.records[1], { revision: 43, storageKey: 'things', key: 'a' });
  });

  it('writes nothing more once the journal has failed', async () => {
    ledger.put('things', 'a', object('a'));
    ledger.put('things', 'b', object('b'));
    journal.settle(0, new Error('disk full'));
    journal.settle(1);
    await assert.rejects(ledger.settled(), { code: 500, reason: 'InternalError' });
    assert.deepEqual([ledger.table('things').get('a'), ledger.table('things').get('b')], [undefined, undefined]);
    assert.throws(() => ledger.put('things', 'c', object('c')), { code: 500 });
    assert.equal(journal.records.length, 2);
  });

  it('freezes what it keeps', () => {
    const given = { ...object('a'), nested: { deep: [1] } };
    const stored = ledger.put('things', 'a', given);
    assert.deepEqual([Object.isFrozen(stored), Object.isFrozen(stored['nested'])], [true, true]);
  });
});
