import { spawn } from 'node:child_process';

/** What is to be cleared away once this process is gone. */
export interface Watched {
  readonly pids: readonly number[];
  /** Removed after the processes have ended. */
  readonly folder?: string | undefined;
}

/** A watchdog that can be called off. */
export interface Watchdog {
  /** Ends the watch without clearing anything away. */
  release(): void;
}

/** Waits for the end of its standard input, that is of the process that holds the other end of the pipe. */
const script = `
trap '' INT TERM HUP
folder=$1; shift
read -r word
[ "$word" = released ] && exit 0
for pid in "$@"; do kill -TERM "$pid" 2>/dev/null; done
sleep 1
for pid in "$@"; do kill -KILL "$pid" 2>/dev/null; done
[ -n "$folder" ] && sleep 1 && rm -rf "$folder"
exit 0`;

/**
 * Ends child processes when this process dies in any way, kill -9 included. A small shell process in a session of its
 * own does it, so that a signal to our process group does not reach it.
 */
export function watchOver(watched: Watched): Watchdog {
  const args = ['-c', script, 'watchdog', watched.folder ?? '', ...watched.pids.map(String)];
  const shell = spawn('/bin/sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return {
    release: () => {
      shell.stdin.end('released\n');
    },
  };
}
