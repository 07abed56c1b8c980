import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchOver } from './watchdog.ts';

/** A temporary folder. */
export interface WatchedFolder {
  readonly path: string;
  /** Idempotent. */
  remove(): void;
}

/** Makes a temporary folder whose name begins with `prefix`. It goes with this process, however that ends. */
export function watchedFolder(prefix: string): WatchedFolder {
  const path = mkdtempSync(join(tmpdir(), prefix));
  const watchdog = watchOver({ pids: [], folder: path });
  return {
    path,
    remove: () => {
      watchdog.release();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
