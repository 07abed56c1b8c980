import { setTimeout as delay } from 'node:timers/promises';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startController } from '../environment/controller-process.ts';
import { install, kubectlFor, providerConfig, type RunKubectl } from '../environment/install.ts';
import { progress } from '../lib/progress.ts';
import { startMoto } from '../moto/moto.ts';
import { newestKubectl } from '../../test/support/kubectl.ts';
import type { Figures } from './figures.ts';
import { cpuSeconds, measure, peakMegabytes } from './measure.ts';
import { pair } from './pairs.ts';

const sweepMs = 20_000;
const patienceMs = 900_000;

/** The set on a real API server, with one controller. */
export async function benchEvenkeel(count: number): Promise<Figures> {
  const controlPlane = await startControlPlane();
  const moto = await startMoto();
  try {
    const kubectl = kubectlFor((await newestKubectl()).path, controlPlane.kubeconfig);
    await install(kubectl, controlPlane);
    await kubectl(['apply', '-f', '-'], JSON.stringify(providerConfig(moto.url, ['default'])));
    const flags = [
      '--control-plane=bench',
      '--metrics-address=0',
      `--sweep-interval=${sweepMs / 1000}s`,
      '--settle-time=1s',
      '--aws-rate=unlimited',
    ];
    const controller = startController({ kubeconfig: controlPlane.kubeconfig, flags });
    const cpu = (): number => cpuSeconds(controller.pid);
    await delay(2_000);
    const items = objects(count);
    const create = await measure(moto, cpu, async () => {
      await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
      await untilReady(kubectl, items.length);
    });
    const check = await measure(moto, cpu, () => delay(sweepMs));
    const destroy = await measure(moto, cpu, async () => {
      await kubectl(['delete', 'managed', '--all', '--wait=true', `--timeout=${patienceMs / 1000}s`]);
    });
    const figures = { name: 'evenkeel', create, check, destroy, peakMegabytes: peakMegabytes(controller.pid) };
    await controller.stop();
    return figures;
  } finally {
    await moto.stop();
    await controlPlane.stop();
  }
}

function objects(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => pair(index).map(({ object }) => object)).flat();
}

async function untilReady(kubectl: RunKubectl, wanted: number): Promise<void> {
  const line = progress('evenkeel: Ready');
  const deadline = performance.now() + patienceMs;
  for (let ready = 0; ready < wanted;) {
    if (performance.now() > deadline) throw new Error(`only ${ready} of ${wanted} objects are Ready`);
    await delay(1_000);
    const states = await kubectl([
      'get',
      'vpcs.ec2.aws.evenkeel.dev,subnets.ec2.aws.evenkeel.dev',
      '-o',
      'jsonpath={.items[*].status.conditions[?(@.type=="Ready")].status}',
    ]);
    ready = states.split(' ').filter((state) => state === 'True').length;
    line.update(`${ready} of ${wanted}`);
  }
  line.end();
}
