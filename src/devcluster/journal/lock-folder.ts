import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JournalError } from './journal-error.ts';

const attempts = 5;

/**
 * Takes the folder for this process by a file `lock` with its pid, and gives how to let it go. Rejects with `JournalError`
 * while another process has it, or this one already; the lock of a process that is gone is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  const mine = await identity(process.pid);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (await placed(path, mine)) return () => rm(path, { force: true });
    const theirs = await text(path);
    if (theirs !== undefined && (await isAlive(theirs))) throw inUse(folder, theirs);
    if (theirs !== undefined) await takeAway(path, theirs);
  }
  throw new JournalError(`${folder} is being taken by several processes at once: start one`);
}

/** Puts the lock there with its text at once, unless there is one. */
async function placed(path: string, mine: string): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes a stale lock; another process may have been quicker, and its fresh lock goes back. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
    if ((await text(aside)) !== stale) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** The pid, and where the system tells it the moment at which the process started: pids come again, in containers above all. */
async function identity(pid: number): Promise<string> {
  const fields = (await text(`/proc/${pid}/stat`))?.split(') ').at(-1)?.split(' ');
  return `${pid} ${fields?.[19] ?? ''}`;
}

async function isAlive(lock: string): Promise<boolean> {
  const pid = Number(lock.split(' ')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return (await identity(pid)) === lock;
}

function inUse(folder: string, lock: string): JournalError {
  return new JournalError(`${folder} is in use by process ${lock.split(' ')[0]}: stop that one, or use another folder`);
}

async function text(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}
