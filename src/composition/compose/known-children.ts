import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Composer, LiveChild } from './composer.ts';
import type { CompositeMemory } from './composite-memory.ts';
import { reportedChildren } from './composite-status.ts';

/**
 * All children of a composite: of the types that status shows and that this process has met. A type that is no longer served has no
 * objects. Rejects where a type can't be watched: an incomplete look must not pass for a whole one.
 */
export async function knownChildren(
  composer: Composer,
  composite: KubernetesObject,
  memory: CompositeMemory,
): Promise<readonly LiveChild[]> {
  for (const { apiVersion, kind } of reportedChildren(composite)) {
    const id = `${apiVersion}/${kind}`;
    const type = memory.types.get(id) ?? (await composer.types.resolve(apiVersion, kind));
    if (type !== undefined) memory.types.set(id, type);
  }
  await Promise.all([...memory.types.values()].map((type) => composer.children.watch(type)));
  return composer.children.childrenOf(composite.metadata.uid);
}
