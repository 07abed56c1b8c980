import { silentLogger } from '../../../../src/base/logger.ts';
import type { Journal, JournalRecord } from '../../../../src/devcluster/api/journal.ts';
import type { JournalFiles } from '../../../../src/devcluster/journal/journal-files.ts';
import { openJournal } from '../../../../src/devcluster/journal/open-journal.ts';

/** Opens the journal in the folder `/data`, with snapshots after a few records already. */
export function open(files: JournalFiles): Promise<Journal> {
  return openJournal({ folder: '/data', files, logger: silentLogger, leastLogBytes: 500 });
}

/** The change that a revision is: one of four objects is written, or at every fifth revision deleted. */
export function recordAt(revision: number): JournalRecord {
  const name = `object-${revision % 4}`;
  const place = { revision, storageKey: 'things', key: `team/${name}` };
  if (revision % 5 === 0) return place;
  const metadata = { name, namespace: 'team', uid: `uid-${revision}`, resourceVersion: String(revision), creationTimestamp: 'then' };
  return { ...place, object: { apiVersion: 'v1', kind: 'Thing', metadata, spec: { text: 'ä\n'.repeat(revision % 3) } } };
}

/** The objects that there are after so many changes, in order of revision. */
export function stateAt(revision: number): readonly JournalRecord[] {
  const state = new Map<string, JournalRecord>();
  for (let each = 1; each <= revision; each++) {
    const record = recordAt(each);
    state.delete(record.key);
    if (record.object !== undefined) state.set(record.key, record);
  }
  return [...state.values()];
}
