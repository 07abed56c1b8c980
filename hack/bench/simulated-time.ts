import { awsKinds } from '../../src/aws/generated/kinds.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { install } from '../../src/cli/dev/install.ts';
import { ControllerRuntime } from '../../src/cli/run/controller-runtime.ts';
import { createMetrics } from '../../src/cli/run/metrics.ts';
import { parseRunOptions } from '../../src/cli/run/run-options.ts';
import { createInProcessClient } from '../../src/devcluster/client/in-process-client.ts';
import { createStandardDevApi } from '../../src/devcluster/create-standard-dev-api.ts';
import type { KubernetesClient } from '../../src/kubernetes/client.ts';
import { loadServiceCodec } from '../../src/simulator/codec/service-codec.ts';
import type { Simulator } from '../../src/simulator/core/simulator.ts';
import { createSimulator } from '../../src/simulator/create-simulator.ts';
import { FakeClock } from '../../test/support/fake-clock.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import { progress } from '../lib/progress.ts';
import { bucketDemand } from './bucket-demand.ts';
import { callsOfPairs, pair } from './pairs.ts';
import type { Calls } from './simulated-cloud.ts';
import { simulatedTransport } from './simulated-transport.ts';

/** Pairs that were made at AWS's rates, by a clock that stands still while anybody works: no load of the machine is in it. */
export interface SimulatedTime {
  readonly pairs: number;
  readonly seconds: number;
  readonly demandSeconds: number;
  readonly calls: Calls;
  /** Calls that AWS turned away. */
  readonly throttled: number;
}

/** What a call takes. */
const latencyMs = 20;
const stepMs = 1_000;
const patienceSeconds = 3_600;

/** Makes the pairs in one process, from the first object to the last that is Ready. The same number gives the same figures. */
export async function createInSimulatedTime(pairs: number): Promise<SimulatedTime> {
  for (const service of ['ec2', 'rds', 'sts'] as const) await loadServiceCodec(service);
  const clock = new FakeClock();
  const random = seededRandom(1);
  const api = await createStandardDevApi({ clock, random });
  const client = createInProcessClient(api);
  await install(client, 'http://simulator.invalid');
  const simulator = createSimulator({ clock, random, rates: 'published', settings: { stateDelayFactor: 0 } });
  const stop = new AbortController();
  const runtime = start({ clock, client, simulator, signal: stop.signal });
  const running = Promise.all([runtime.watch(stop.signal), runtime.work(stop.signal, stop.signal)]);
  await clock.advance(stepMs);
  const startedAt = clock.now();
  for (let index = 0; index < pairs; index++) for (const { type, object } of pair(index)) await client.create(type, object, 'bench');
  await untilReady(clock, runtime, 2 * pairs);
  const seconds = (clock.now() - startedAt) / 1000;
  stop.abort(new Error('the bench is over'));
  await clock.advance(stepMs);
  await running;
  await api.close();
  return { pairs, seconds, demandSeconds: bucketDemand(callsOfPairs(pairs)), ...callsTo(simulator) };
}

interface World {
  readonly clock: FakeClock;
  readonly client: KubernetesClient;
  readonly simulator: Simulator;
  readonly signal: AbortSignal;
}

function start({ clock, client, simulator, signal }: World): ControllerRuntime {
  const options = parseRunOptions(['--control-plane=bench']);
  if (options === undefined) throw new Error('help was not asked for');
  const random = seededRandom(2);
  return new ControllerRuntime({
    ...{ clock, client, random, options },
    randomBytes: (size) => Buffer.alloc(size, Math.floor(random() * 256)),
    breathe: () => Promise.resolve(),
    requestHandler: () => simulatedTransport(simulator, clock, latencyMs),
    logger: silentLogger,
    metrics: createMetrics(() => []),
    kinds: awsKinds,
    mayCall: () => !signal.aborted,
  });
}

async function untilReady(clock: FakeClock, runtime: ControllerRuntime, objects: number): Promise<void> {
  const line = progress(`${objects / 2} pairs in simulated time: objects Ready`);
  for (let second = 0, ready = 0; ready < objects; second++) {
    if (second > patienceSeconds) throw new Error(`only ${ready} of ${objects} objects are Ready after ${second} s`);
    await clock.advance(stepMs);
    ready = readyIn(runtime);
    line.update(`${ready} of ${objects}`);
  }
  line.end();
}

function readyIn({ stores }: ControllerRuntime): number {
  const all = stores.kinds().flatMap(({ informers }) => informers.flatMap(({ store }) => store.list()));
  return all.filter((object) => {
    const { conditions = [] } = (object['status'] ?? {}) as { conditions?: readonly { type: string; status: string }[] };
    return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  }).length;
}

function callsTo({ admin }: Simulator): Pick<SimulatedTime, 'calls' | 'throttled'> {
  const calls = Object.fromEntries(Object.entries(admin.counts()).map(([key, count]) => [key.slice(key.indexOf(':') + 1), count]));
  return { calls, throttled: admin.calls().filter(({ outcome }) => outcome !== 'ok').length };
}
