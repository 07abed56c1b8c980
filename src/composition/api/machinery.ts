import { deepEqual } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { Fields } from './fields.ts';
import { present } from './present.ts';

/** Whether a composite follows new revisions of its composition by itself. */
export type UpdatePolicy = 'Automatic' | 'Manual';
export const updatePolicies: readonly UpdatePolicy[] = ['Automatic', 'Manual'];

/** What a composite says about how it is composed. */
export interface Machinery {
  readonly composition?: string;
  /** Labels of the composition. */
  readonly compositionLabels?: Readonly<Record<string, string>>;
  readonly revision?: string;
  /** Labels of the revision. */
  readonly revisionLabels?: Readonly<Record<string, string>>;
  /** Absent: what the definition says. */
  readonly updatePolicy?: UpdatePolicy;
  /** Where connection details go. `namespace` is of cluster-scoped composites. */
  readonly connectionSecret?: { readonly name: string; readonly namespace?: string };
  /** Children of stateful kinds that may go at once without approval. */
  readonly deleteBudget: number;
}

/** Members of spec that hold it: ours, and what manifests of Crossplane have. */
const places = ['evenkeel', 'crossplane'] as const;

/** A composite's machinery: `spec.evenkeel` and `spec.crossplane` together. Throws InvalidObject, also where both say the same thing differently. */
export function machineryOf(composite: KubernetesObject): Machinery {
  const spec = Fields.of(composite).optionalObject('spec');
  if (spec === undefined) return { deleteBudget: 1 };
  const [ours, theirs] = places.map((place) => spec.json(place) ?? {});
  const twice = Object.keys(ours ?? {}).find((name) => theirs?.[name] !== undefined && !deepEqual(ours?.[name], theirs[name]));
  if (twice !== undefined)
    throw spec.invalid(`evenkeel.${twice}`, `and spec.crossplane.${twice} say different things: leave one of them out`);
  return merged(places.map((place) => spec.optionalObject(place)).filter((fields) => fields !== undefined));
}

function merged(fields: readonly Fields[]): Machinery {
  const parts = fields.map(partOf);
  return Object.assign({ deleteBudget: 1 }, ...parts) as Machinery;
}

function partOf(fields: Fields): Partial<Machinery> {
  const secret = fields.optionalObject('writeConnectionSecretToRef');
  return present({
    composition: fields.optionalObject('compositionRef')?.text('name'),
    compositionLabels: fields.optionalObject('compositionSelector')?.map('matchLabels'),
    revision: fields.optionalObject('compositionRevisionRef')?.text('name'),
    revisionLabels: fields.optionalObject('compositionRevisionSelector')?.map('matchLabels'),
    updatePolicy: fields.choice('compositionUpdatePolicy', updatePolicies),
    connectionSecret: secret && present({ name: secret.text('name'), namespace: secret.optionalText('namespace') }),
    deleteBudget: fields.integer('deleteBudget', 0),
  });
}
