import { createEventRecorder } from '../../kubernetes/event-recorder.ts';
import { GarbageCollector } from './garbage-collector.ts';
import { NamespaceController } from './namespace-controller.ts';
import type { ControllerContext } from './resource-monitor.ts';
import { ResourceMonitor } from './resource-monitor.ts';

/**
 * Does what a cluster's controller manager does of necessity: garbage collection by owner references, and the deletion
 * of namespaces. An ordinary client of any API server. Runs until the signal aborts, then ends what it has begun; never rejects.
 */
export async function runControllers(context: ControllerContext, signal: AbortSignal): Promise<void> {
  const events = createEventRecorder({ ...context, component: 'garbage-collector-controller' });
  const monitor = new ResourceMonitor(context);
  const garbageCollector = new GarbageCollector(context, monitor, events);
  const namespaces = new NamespaceController(context, monitor);
  await Promise.all([monitor, garbageCollector, namespaces, events].map((part) => part.run(signal)));
}
