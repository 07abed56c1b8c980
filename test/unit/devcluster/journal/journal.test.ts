import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../../src/base/logger.ts';
import type { JournalFiles } from '../../../../src/devcluster/journal/journal-files.ts';
import { encodeLine } from '../../../../src/devcluster/journal/line.ts';
import { nodeFiles } from '../../../../src/devcluster/journal/node-files.ts';
import { openJournal } from '../../../../src/devcluster/journal/open-journal.ts';
import { CrashingFiles } from '../../../support/devcluster/crashing-files.ts';
import { open, recordAt, stateAt } from './journal-case.ts';

/** A folder with so many records, closed in order. */
async function written(records: number): Promise<CrashingFiles> {
  const files = new CrashingFiles();
  const journal = await open(files);
  for (let revision = 1; revision <= records; revision++) await journal.append(recordAt(revision));
  await journal.close();
  return files;
}

/** The same folder with each file of the kind changed. */
function changed(files: CrashingFiles, kind: string, change: (lines: string[]) => string): CrashingFiles {
  return files.afterCrash({ names: 'kept', bytes: 'kept' }, (name, bytes) =>
    name.startsWith(kind) ? Buffer.from(change(bytes.toString('utf8').split('\n'))) : bytes,
  );
}

function contents(files: CrashingFiles): readonly string[] {
  return files.names.map((name) => `${name} ${files.bytesOf(name).toString('base64')}`);
}

describe('journal', () => {
  it('starts empty', async () => {
    const journal = await open(new CrashingFiles());
    assert.deepEqual(await journal.load(), { records: [], revision: 0 });
    await journal.close();
  });

  it('keeps one snapshot and the log since, however much is written', async () => {
    const files = await written(200);
    assert.equal(files.names.length, 2, files.names.join());
    const journal = await open(files);
    assert.deepEqual(await journal.load(), { records: stateAt(200), revision: 200 });
    await journal.close();
  });

  it('writes those who wait together at once', async () => {
    let syncs = 0;
    const files = wrapped(new CrashingFiles(), () => (syncs += 1));
    const journal = await openJournal({ folder: '/data', files, logger: silentLogger });
    syncs = 0;
    await Promise.all([1, 2, 3].map((revision) => journal.append(recordAt(revision))));
    await journal.close();
    assert.equal(syncs, 1);
  });

  it('takes no revision that is not newer, and nothing when it is closed', async () => {
    const journal = await open(new CrashingFiles());
    await journal.append(recordAt(2));
    await assert.rejects(journal.append(recordAt(2)), /revision 2 was appended after 2/u);
    await journal.close();
    await assert.rejects(journal.append(recordAt(3)), /is closed/u);
  });

  it('ends with the first write that fails: nobody is told that his record is kept', async () => {
    const files = new CrashingFiles(220);
    const journal = await open(files);
    const appends = await Promise.allSettled([1, 2, 3].map((revision) => journal.append(recordAt(revision))));
    assert.deepEqual(
      appends.map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    await assert.rejects(journal.append(recordAt(4)), /can't be written: see to the disk/u);
  });

  const damages: readonly [string, string, (lines: string[]) => string, RegExp][] = [
    [
      'a changed byte in the log',
      'log',
      (lines) => lines.join('\n').replace('"key"', '"kex"'),
      /line 2 of \/data\/log-0{15}3\.jsonl, at byte \d+, does not match/u,
    ],
    [
      'lines of the log that changed places',
      'log',
      ([header = '', a = '', b = '', ...more]) => [header, b, a, ...more].join('\n'),
      /has revision 4 after 5/u,
    ],
    ['a changed header', 'log', (lines) => lines.join('\n').replace('"log"', '"lug"'), /line 1 of \/data\/log-.*, at byte 0,/u],
    ['an object that the snapshot lacks', 'snapshot', (lines) => lines.toSpliced(1, 1).join('\n'), /has 2 objects and should have 3/u],
    [
      'a snapshot that is cut off',
      'snapshot',
      (lines) => lines.join('\n').slice(0, -5),
      /ends in the middle of a line|objects and should have/u,
    ],
  ];
  for (const [name, kind, change, message] of damages) {
    it(`refuses ${name}, and touches nothing`, async () => {
      const damaged = changed(await written(7), kind, change);
      const before = contents(damaged);
      await assert.rejects(open(damaged), (error: Error) => {
        assert.equal(error.name, 'JournalError');
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(contents(damaged), before);
      await assert.rejects(open(damaged), { name: 'JournalError' }, 'the folder is let go');
    });
  }

  it('refuses a folder that lacks a file', async () => {
    const files = await written(7);
    for (const name of files.names.filter((each) => each.startsWith('snapshot'))) await files.remove(`/data/${name}`);
    await assert.rejects(open(files), /goes on from revision 3, and what is there ends at 0: a file is missing/u);
  });
});

/** These files, with each sync counted. */
function wrapped(files: CrashingFiles, onSync: () => void): JournalFiles {
  return {
    makeFolder: () => files.makeFolder(),
    lock: (folder) => files.lock(folder),
    list: () => files.list(),
    read: (path) => files.read(path),
    rename: (from, to) => files.rename(from, to),
    remove: (path) => files.remove(path),
    syncFolder: () => files.syncFolder(),
    open: async (path, length) => {
      const file = await files.open(path, length);
      return {
        append: (bytes) => file.append(bytes),
        close: () => file.close(),
        sync: async () => {
          onSync();
          await file.sync();
        },
      };
    },
  };
}

describe('journal on a disk', () => {
  let folder: string;

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'evenkeel-journal-')), 'data');
  });

  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

  const onDisk = (): ReturnType<typeof openJournal> => openJournal({ folder, files: nodeFiles, logger: silentLogger });

  it('is there again after a restart, readable by its owner alone', async () => {
    const journal = await onDisk();
    await Promise.all([1, 2, 3].map((revision) => journal.append(recordAt(revision))));
    await journal.close();
    const names = readdirSync(folder);
    assert.deepEqual(names, ['log-0000000000000000.jsonl']);
    const modes = [folder, ...names.map((name) => join(folder, name))].map((path) => (statSync(path).mode & 0o777).toString(8));
    assert.deepEqual(modes, ['700', '600']);
    const again = await onDisk();
    assert.deepEqual(await again.load(), { records: stateAt(3), revision: 3 });
    await again.close();
  });

  it('drops a line that was never finished', async () => {
    const journal = await onDisk();
    await journal.append(recordAt(1));
    await journal.close();
    const path = join(folder, 'log-0000000000000000.jsonl');
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.concat([whole, Buffer.from('0123abcd {"rev')]));
    const again = await onDisk();
    assert.deepEqual((await again.load()).revision, 1);
    await again.close();
    assert.deepEqual(readFileSync(path), whole);
  });

  it('lets one process in at a time', async () => {
    const journal = await onDisk();
    await assert.rejects(onDisk(), {
      name: 'JournalError',
      message: new RegExp(`is in use by process ${process.pid}: stop that one`, 'u'),
    });
    await journal.close();
    await (await onDisk()).close();
  });

  const stale: readonly [string, () => string][] = [
    ['a process that is gone', () => '999999999 1'],
    ['a process whose pid another has now', () => `${process.pid} 1`],
    ['nobody', () => ''],
  ];
  for (const [whose, text] of stale) {
    it(`takes over the lock of ${whose}`, async () => {
      await (await onDisk()).close();
      writeFileSync(join(folder, 'lock'), text());
      const journal = await onDisk();
      assert.match(readFileSync(join(folder, 'lock'), 'utf8'), new RegExp(`^${process.pid} `, 'u'));
      await journal.close();
      assert.deepEqual(readdirSync(folder), ['log-0000000000000000.jsonl']);
    });
  }

  it('leaves a folder of a newer release alone', async () => {
    await (await onDisk()).close();
    const newer = '00000000 ';
    const path = join(folder, 'log-0000000000000000.jsonl');
    const text = encodeLine({ format: 'evenkeel-journal', version: 2, kind: 'log', revision: 0 }) + newer;
    writeFileSync(path, text);
    await assert.rejects(onDisk(), /has version 2 of the format, and this release knows 1: use the release that wrote it/u);
    assert.equal(readFileSync(path, 'utf8'), text);
  });
});
