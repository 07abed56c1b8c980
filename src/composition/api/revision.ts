import type { KubernetesObject } from '../../kubernetes/object.ts';
import { compositionContent, type CompositionContent } from './composition.ts';
import { Fields } from './fields.ts';

/** Marks of a revision; users may select by labels. */
export const revisionLabel = {
  /** Name of the composition that it is a state of. */
  composition: 'evenkeel.dev/composition-name',
  /** Hash of what the composition said. */
  hash: 'evenkeel.dev/composition-hash',
} as const;

/** A CompositionRevision: what a composition said at some time. */
export interface Revision extends CompositionContent {
  readonly name: string;
  readonly composition: string;
  /** Higher is newer. */
  readonly number: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Throws InvalidObject. */
export function parseRevision(object: KubernetesObject): Revision {
  const { name, labels = {} } = object.metadata;
  const root = Fields.of(object);
  const spec = root.object('spec');
  const composition = labels[revisionLabel.composition];
  const number = spec.integer('revision', 1);
  if (composition === undefined) throw root.invalid('metadata.labels', `must have ${revisionLabel.composition}`);
  if (number === undefined) throw spec.invalid('revision', 'is missing: it is the controller that makes revisions');
  return { name, composition, number, labels, ...compositionContent(spec) };
}
