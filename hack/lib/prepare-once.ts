import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const marker = '.complete';
const longestWaitMs = 900_000;

/**
 * Fills a cache folder once. `build` gets the empty folder; what it leaves counts as complete only when it resolves, so
 * that an interrupted build is made anew. Of two processes at a time one builds and the other waits.
 */
export async function prepareOnce(folder: string, build: (folder: string) => Promise<void>): Promise<void> {
  const complete = (): boolean => existsSync(join(folder, marker));
  if (complete()) return;
  const release = await acquire(`${folder}.lock`);
  try {
    if (complete()) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await build(folder);
    writeFileSync(join(folder, marker), '');
  } finally {
    release();
  }
}

async function acquire(lockFile: string): Promise<() => void> {
  const deadline = Date.now() + longestWaitMs;
  while (!tryLock(lockFile)) {
    if (!isAlive(holderOf(lockFile))) rmSync(lockFile, { force: true });
    else if (Date.now() > deadline)
      throw new Error(`process ${holderOf(lockFile)} still holds ${lockFile}: remove it if that process is another one`);
    else await delay(200);
  }
  return () => rmSync(lockFile, { force: true });
}

function tryLock(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** The pid in the lock file; our own while the file is empty or gone, that is just being written or removed. */
function holderOf(lockFile: string): number {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
