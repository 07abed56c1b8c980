import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { watchOver } from '../lib/watchdog.ts';

const source = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface ControllerOptions {
  /** The file that is run: the source, unless told. */
  readonly program?: string;
  readonly kubeconfig: string;
  /** Further flags of `evenkeel run`. */
  readonly flags: readonly string[];
  /** Gets its log; a file of its own in a temporary folder that goes with it when absent. */
  readonly logFile?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Node's own flags. */
  readonly nodeFlags?: readonly string[];
}

/** A running `evenkeel run`. */
export interface ControllerProcess {
  readonly pid: number;
  readonly logFile: string;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  /** SIGTERM, then waits; resolves with the exit code. */
  stop(): Promise<number | string>;
  /** SIGKILL, then waits. */
  kill(): Promise<void>;
}

/** Starts the controller as a process of its own. It ends with this process, however that ends. */
export function startController(options: ControllerOptions): ControllerProcess {
  const folder = options.logFile === undefined ? mkdtempSync(join(tmpdir(), 'evenkeel-run-')) : undefined;
  const logFile = options.logFile ?? join(folder ?? tmpdir(), 'run.log');
  const log = createWriteStream(logFile, { flags: 'a' });
  const args = [...(options.nodeFlags ?? []), options.program ?? source, 'run', '--kubeconfig', options.kubeconfig, ...options.flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: options.env ?? bareEnvironment() });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const watchdog = child.pid === undefined ? undefined : watchOver({ pids: [child.pid] });
  const ended = untilEnded(child).finally(() => {
    watchdog?.release();
    log.end();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  return {
    pid: child.pid ?? 0,
    logFile,
    ended,
    stop: () => signal(child, 'SIGTERM', ended),
    kill: async () => {
      await signal(child, 'SIGKILL', ended);
    },
  };
}

/** Nothing of the user's AWS configuration may reach it. */
function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' };
}

function untilEnded(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, name) => resolve(code ?? name ?? 1));
  });
}

async function signal(child: ChildProcess, name: 'SIGTERM' | 'SIGKILL', ended: Promise<number | string>): Promise<number | string> {
  if (child.exitCode === null && child.signalCode === null) child.kill(name);
  return ended;
}
