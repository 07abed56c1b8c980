import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Composer, SelectedRevision } from './composer.ts';

const deepest = 20;

/** A composite that a composition made of its own kind, directly or by others between them, would go on for ever. Gives the chain in words. */
export function cycleOf(composer: Pick<Composer, 'parentOf'>, composite: KubernetesObject, revision: SelectedRevision): string | undefined {
  const chain = [composite];
  for (let parent = composer.parentOf(composite); parent !== undefined; parent = composer.parentOf(parent)) {
    chain.unshift(parent);
    if (isSameKind(parent, composite)) {
      const names = chain.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(' makes ');
      return `${names}: composition ${revision.compositionName} leads back to its own kind`;
    }
    if (chain.length > deepest) return `composites lie more than ${deepest} deep`;
  }
  return undefined;
}

function isSameKind(a: KubernetesObject, b: KubernetesObject): boolean {
  return a.kind === b.kind && groupOf(a) === groupOf(b);
}

function groupOf({ apiVersion }: KubernetesObject): string {
  return apiVersion.split('/')[0] ?? '';
}
