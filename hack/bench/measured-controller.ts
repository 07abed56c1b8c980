import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startController } from '../environment/controller-process.ts';
import { freePort } from '../lib/free-port.ts';
import { watchedFolder } from '../lib/watched-folder.ts';
import type { ProbeReading } from './probe.ts';
import { readProbe } from './read-probe.ts';
import { scrape, type Samples } from './samples.ts';

const probe = join(import.meta.dirname, 'probe.ts');
const startMs = 60_000;

export interface MeasuredControllerOptions {
  readonly kubeconfig: string;
  /** The file that is run. */
  readonly program: string;
  readonly flags: readonly string[];
  /** Node's own. */
  readonly nodeFlags: readonly string[];
  /** Beside PATH and a HOME of its own. */
  readonly env: Readonly<Record<string, string>>;
}

/** `evenkeel run` as a process of its own that tells how it fares. */
export interface MeasuredController {
  samples(): Promise<Samples>;
  probe(): Promise<ProbeReading>;
  stop(): Promise<void>;
}

/** Starts it; resolves when it answers. Rejects when it ends before, naming its log. */
export async function startMeasuredController(options: MeasuredControllerOptions): Promise<MeasuredController> {
  const { kubeconfig, program, flags, nodeFlags, env } = options;
  const folder = watchedFolder('evenkeel-bench-');
  const socket = join(folder.path, 'probe');
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = startController({
    kubeconfig,
    program,
    flags: [...flags, `--metrics-address=${new URL(url).host}`],
    nodeFlags: [`--import=${probe}`, ...nodeFlags],
    env: { ...env, PATH: process.env['PATH'], HOME: folder.path, AWS_EC2_METADATA_DISABLED: 'true', EVENKEEL_BENCH_PROBE: socket },
  });
  const stop = async (): Promise<void> => {
    await child.stop();
    folder.remove();
  };
  try {
    await untilServing(url, child.ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { samples: () => scrape(url), probe: () => readProbe(socket), stop };
}

async function untilServing(url: string, ended: Promise<number | string>): Promise<void> {
  const end: { code?: number | string } = {};
  void ended.then((code) => (end.code = code));
  for (const deadline = performance.now() + startMs; performance.now() < deadline; await delay(20)) {
    if (end.code !== undefined) throw new Error(`the controller ended with ${end.code}`);
    const isServing = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isServing) return;
  }
  throw new Error(`the controller does not answer after ${startMs / 1000} s`);
}
