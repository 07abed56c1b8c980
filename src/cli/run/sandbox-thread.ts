import { parentPort, Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import type { SandboxJob, SandboxOutcome } from '../../composition/typescript/sandbox.ts';
import { QuickjsSandbox } from '../../composition/typescript/quickjs-sandbox.ts';
import type { SandboxThread } from '../../composition/typescript/thread-sandbox.ts';
import { systemClock } from '../system-clock.ts';

/** Starts this program a second time, as a thread: all that it does there is to evaluate programs of compositions; it sees no environment, and keeps nothing alive. */
export function startSandboxThread(): SandboxThread {
  const main = import.meta.url.endsWith('.ts') ? new URL('../main.ts', import.meta.url) : new URL(import.meta.url);
  const worker = new Worker(main, { env: {}, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  worker.unref();
  return {
    post: (job) => worker.postMessage(job),
    listen: (answered, ended) => {
      worker.removeAllListeners();
      worker.on('message', answered);
      worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => ended(`exit code ${code}`));
    },
    terminate: () => {
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate();
    },
  };
}

/** Time that this thread has worked (ms): a program is not to blame for a machine that is busy. Before Node 23.9 the time of day. */
const workClock: Clock = {
  ...systemClock,
  now: () => {
    if (typeof process.threadCpuUsage !== 'function') return systemClock.now();
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  },
};

/** What the program does as such a thread: it answers jobs until it is ended. */
export async function serveSandboxThread(): Promise<number> {
  const sandbox = new QuickjsSandbox(workClock);
  const forever = new AbortController().signal;
  const ended = Promise.withResolvers<number>();
  parentPort?.on('message', (job: SandboxJob) => {
    sandbox.evaluate(job, forever).then((outcome: SandboxOutcome) => parentPort?.postMessage(outcome), ended.reject);
  });
  parentPort?.on('close', () => ended.resolve(0));
  return parentPort === null ? 2 : ended.promise;
}
