import { isNotFound } from '../../kubernetes/api-error.ts';
import type { DiscoveredResource } from '../../kubernetes/discovery.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { deleteAll } from './delete-all.ts';
import type { Leftovers } from './namespace-conditions.ts';
import type { ControllerContext } from './resource-monitor.ts';
import { typeKeyOf } from './resource-monitor.ts';

/** Deletes whatever of any type is in the namespace, and tells what is still there then. Never rejects. */
export async function emptyNamespace({ client, discovery }: ControllerContext, namespace: string): Promise<Leftovers> {
  const tally = new Tally();
  try {
    for (const type of deletableTypes(await discovery.resources())) {
      await deleteAll(client, type, namespace).then(
        (left) => tally.count(type, left),
        (error: unknown) => tally.fail(type, error),
      );
    }
  } catch (error) {
    tally.discoveryFailure = textOf(error);
  }
  return tally;
}

class Tally implements Leftovers {
  readonly counts = new Map<string, number>();
  readonly finalizers = new Map<string, number>();
  readonly failures: string[] = [];
  discoveryFailure: string | undefined;

  count({ group, plural }: DiscoveredResource, left: readonly KubernetesObject[]): void {
    if (left.length > 0) this.counts.set(group === '' ? plural : `${plural}.${group}`, left.length);
    for (const name of left.flatMap(({ metadata }) => metadata.finalizers ?? []))
      this.finalizers.set(name, (this.finalizers.get(name) ?? 0) + 1);
  }

  /** A type whose definition goes meanwhile takes its objects along. */
  fail({ plural }: DiscoveredResource, error: unknown): void {
    if (!isNotFound(error)) this.failures.push(`${plural}: ${textOf(error)}`);
  }
}

/** Each type once, in whatever version is named first. */
function deletableTypes(resources: readonly DiscoveredResource[]): readonly DiscoveredResource[] {
  const types = new Map<string, DiscoveredResource>();
  for (const type of resources) {
    const fits = type.namespaced && type.verbs.includes('list') && type.verbs.includes('delete');
    if (fits && !types.has(typeKeyOf(type))) types.set(typeKeyOf(type), type);
  }
  return [...types.values()];
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
