import { parseArgs } from 'node:util';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startController } from '../environment/controller-process.ts';
import { install, kubectlFor, providerConfig } from '../environment/install.ts';
import { untilInterrupted } from '../lib/until-interrupted.ts';
import { startMoto } from '../moto/moto.ts';
import { newestKubectl } from '../../test/support/kubectl.ts';
import { checkEmpty } from '../../src/cli/dev/demo/left-in-aws.ts';
import { breakThings, checkMended } from '../../src/cli/dev/demo/drift.ts';
import { heading, say } from './narrate.ts';
import { applyInRandomOrder, deleteStack, showTable, waitReady } from './stack.ts';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const started: (() => Promise<unknown>)[] = [];

/** The whole loop on this machine: a stack comes up, drift is mended, and nothing is left behind. */
async function demo(): Promise<void> {
  heading('Starting a Kubernetes control plane, an AWS stand-in and the controller');
  const controlPlane = await startControlPlane();
  started.push(() => controlPlane.stop());
  const moto = await startMoto();
  started.push(() => moto.stop());
  const kubectl = kubectlFor((await newestKubectl()).path, controlPlane.kubeconfig);
  await install(kubectl, controlPlane);
  await kubectl(['apply', '-f', '-'], JSON.stringify(providerConfig(moto.url, ['default'])));
  const flags = [
    '--control-plane=demo',
    '--metrics-address=0',
    '--sweep-interval=5s',
    '--settle-time=1s',
    '--visibility-window=2s',
    '--aws-timeout=5s',
    '--aws-rate=unlimited',
  ];
  const controller = startController({ kubeconfig: controlPlane.kubeconfig, flags });
  started.push(() => controller.stop());
  void controller.ended.then((code) => (code === 0 ? undefined : say(`the controller ended with ${code}`)));

  heading('Applying examples/stack in random order');
  await applyInRandomOrder(kubectl);
  await waitReady(kubectl);
  await showTable(kubectl);
  if (values.keep) {
    say(`\nLeft running. In another terminal:\n\n  export KUBECONFIG=${controlPlane.kubeconfig}\n\nCtrl-C ends it.`);
    await untilInterrupted();
    return;
  }
  heading('Changing AWS behind its back');
  const broken = await breakThings(moto.directUrl);
  await checkMended(moto.directUrl, broken, say);

  heading('Deleting the stack');
  await deleteStack(kubectl);
  await checkEmpty(moto.directUrl, say);
}

try {
  await demo();
} catch (error) {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const stop of started.toReversed()) await stop();
}
