import type { KubernetesObject } from '../../kubernetes/object.ts';
import { approveDeletionAnnotation, keyOfChild } from './child-marks.ts';

/** What may be deleted of what a pipeline no longer wants. */
export interface DeletionVerdict {
  readonly allowed: readonly KubernetesObject[];
  /** Children of stateful kinds beyond the budget, which wait for approval. */
  readonly held: readonly KubernetesObject[];
}

/**
 * A mistake in a template must not take databases away by the dozen: if more children of stateful kinds are unwanted than the budget allows,
 * none of them goes before the composite's annotation approves its key, or all (`*`).
 */
export function withinBudget(
  composite: KubernetesObject,
  unwanted: readonly KubernetesObject[],
  { budget, isStateful }: { readonly budget: number; readonly isStateful: (object: KubernetesObject) => boolean },
): DeletionVerdict {
  const approved = approvedKeys(composite);
  const isOpen = (object: KubernetesObject): boolean => isStateful(object) && !approved(keyOfChild(object) ?? '');
  // One that is on its way counts: else a budget of one would let them go one after the other.
  const open = unwanted.filter(isOpen);
  if (open.length <= budget) return { allowed: unwanted, held: [] };
  const held = open.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  return { allowed: unwanted.filter((object) => !held.includes(object)), held };
}

function approvedKeys({ metadata }: KubernetesObject): (key: string) => boolean {
  const keys = (metadata.annotations?.[approveDeletionAnnotation] ?? '').split(',').map((key) => key.trim());
  return (key) => keys.includes('*') || keys.includes(key);
}
