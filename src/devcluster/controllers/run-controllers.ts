import { createEventRecorder } from '../../kubernetes/event-recorder.ts';
import { GarbageCollector } from './garbage-collector.ts';
import { NamespaceController } from './namespace-controller.ts';
import type { ControllerContext } from './resource-monitor.ts';
import { ResourceMonitor } from './resource-monitor.ts';
import { ServiceAccountController } from './service-account-controller.ts';

/**
 * Does what a cluster's controller manager does of necessity: garbage collection by owner references, the deletion
 * of namespaces, and a ServiceAccount `default` in each. An ordinary client of any API server. Runs until the signal aborts, then ends what it has begun; never rejects.
 */
export async function runControllers(context: ControllerContext, signal: AbortSignal): Promise<void> {
  const events = createEventRecorder({ ...context, component: 'garbage-collector-controller' });
  const monitor = new ResourceMonitor(context);
  const garbageCollector = new GarbageCollector(context, monitor, events);
  const namespaces = new NamespaceController(context, monitor);
  const accounts = new ServiceAccountController(context, monitor);
  await Promise.all([monitor, garbageCollector, namespaces, accounts, events].map((part) => part.run(signal)));
}
