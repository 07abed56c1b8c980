import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { openSync, closeSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { watchOver } from './watchdog.ts';

/** A server program to be started. */
export interface ServiceOptions {
  /** For error texts. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Gets the program's output; its last lines stand in the error when the program does not come up. */
  readonly logFile: string;
  /** Asked until it gives true. */
  readonly ready: () => Promise<boolean>;
  readonly timeoutMs: number;
}

/** A server program that answers. */
export interface Service {
  readonly pid: number;
  /** Ends the process by its pid, TERM first and KILL after 5 s, and waits for it. Idempotent. */
  stop(): Promise<void>;
}

/** Starts a server program and waits until it is ready; rejects when it ends or stays silent. It ends with this process, however that ends. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = openSync(options.logFile, 'a');
  // A process group of its own: Ctrl-C on a terminal is for us, we stop the program in order.
  const child = spawn(options.command, options.args, { stdio: ['ignore', log, log], detached: true, env: options.env ?? process.env });
  closeSync(log);
  child.unref();
  const watchdog = child.pid === undefined ? undefined : watchOver({ pids: [child.pid] });
  const stop = async (): Promise<void> => {
    await stopChild(child);
    watchdog?.release();
  };
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `ended with ${signal ?? code}`));
  const problem = await untilReady(options, () => failure);
  if (problem === undefined && child.pid !== undefined) return { pid: child.pid, stop };
  await stop();
  throw new Error(`${options.name}: ${problem ?? 'no pid'}; the end of its log:\n${lastLines(options.logFile)}`);
}

/** What went wrong, if anything. */
async function untilReady(options: ServiceOptions, failure: () => string | undefined): Promise<string | undefined> {
  const deadline = Date.now() + options.timeoutMs;
  while (failure() === undefined && Date.now() < deadline) {
    if (await options.ready().catch(() => false)) return failure();
    await delay(25);
  }
  return failure() ?? `not ready after ${options.timeoutMs} ms`;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.ref();
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(kill);
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
