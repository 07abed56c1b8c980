import { parseArgs } from 'node:util';
import { untilInterrupted } from '../lib/until-interrupted.ts';
import { startControlPlane } from './control-plane.ts';

// Starts a control plane, prints the path of its kubeconfig and runs until SIGINT or SIGTERM.
const { values } = parseArgs({ options: { dir: { type: 'string' } } });
try {
  const controlPlane = await startControlPlane(values.dir === undefined ? {} : { dir: values.dir });
  console.log(controlPlane.kubeconfig);
  await untilInterrupted();
  await controlPlane.stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
