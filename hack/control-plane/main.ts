import { parseArgs } from 'node:util';
import { untilInterrupted } from '../lib/until-interrupted.ts';
import { startControlPlane } from './control-plane.ts';
import { startControllers } from './controllers.ts';

// Starts a control plane, prints the path of its kubeconfig and runs until SIGINT or SIGTERM; with --controllers,
// what has no owner any more is collected and namespaces that are deleted go.
const { values } = parseArgs({ options: { dir: { type: 'string' }, controllers: { type: 'boolean', default: false } } });
try {
  const controlPlane = await startControlPlane(values.dir === undefined ? {} : { dir: values.dir });
  const stopControllers = values.controllers ? await startControllers(controlPlane.kubeconfig) : undefined;
  console.log(controlPlane.kubeconfig);
  await untilInterrupted();
  await stopControllers?.();
  await controlPlane.stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
