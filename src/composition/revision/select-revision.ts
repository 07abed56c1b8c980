import type { Composition } from '../api/composition.ts';
import type { Definition } from '../api/definition.ts';
import type { Machinery } from '../api/machinery.ts';
import type { Revision } from '../api/revision.ts';
import { isFor, type Problem } from './mismatch.ts';

/** What a composite used last, as its status says. */
export interface Used {
  readonly composition?: string;
  readonly revision?: string;
}

/** From what a revision is chosen. */
export interface Choice {
  readonly machinery: Machinery;
  readonly definition: Definition;
  /** All that can be read, of whatever kind. */
  readonly compositions: readonly Composition[];
  readonly revisions: readonly Revision[];
  readonly used: Used;
}

/** What a composite is composed by, or why there is none. */
export type Selection = { readonly type: 'revision'; readonly revision: Revision } | ({ readonly type: 'problem' } & Problem);

const mostNamed = 5;

/** Chooses by what the definition enforces and the composite says; the same state gives the same choice, and a choice once made stays while it fits. */
export function selectRevision(choice: Choice): Selection {
  const composition = compositionOf(choice);
  return typeof composition === 'string' ? revisionOf(choice, composition) : composition;
}

/** Name of the composition. */
function compositionOf(choice: Choice): string | Extract<Selection, { type: 'problem' }> {
  const { machinery, definition, compositions, used } = choice;
  const { enforcedComposition, defaultComposition } = definition;
  if (enforcedComposition !== undefined) return named(choice, enforcedComposition, `enforced by the definition ${definition.name}`);
  if (machinery.composition !== undefined) return named(choice, machinery.composition, 'named by compositionRef');
  const fitting = compositions
    .filter((composition) => isFor(composition, definition) && carries(composition.labels, machinery.compositionLabels ?? {}))
    .map(({ name }) => name)
    .toSorted();
  const [first] = fitting;
  if (used.composition !== undefined && fitting.includes(used.composition)) return used.composition;
  if (machinery.compositionLabels !== undefined)
    return first ?? problem('CompositionNotFound', `no composition for ${typeName(definition)} has the labels of compositionSelector`);
  if (defaultComposition !== undefined) return named(choice, defaultComposition, `the default of the definition ${definition.name}`);
  if (first === undefined) return problem('CompositionNotFound', `there is no composition for ${typeName(definition)}`);
  return fitting.length === 1 ? first : ambiguous(fitting);
}

function ambiguous(names: readonly string[]): Extract<Selection, { type: 'problem' }> {
  const more = names.length - mostNamed;
  const listed = `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` (and ${more} more)` : ''}`;
  return problem(
    'CompositionAmbiguous',
    `there are several compositions: ${listed}; choose one with compositionRef or compositionSelector`,
  );
}

/** A composition that something names. `by` reads on from its name. */
function named({ definition, compositions }: Choice, name: string, by: string): string | Extract<Selection, { type: 'problem' }> {
  const composition = compositions.find((each) => each.name === name);
  if (composition === undefined) return problem('CompositionNotFound', `the composition ${name}, ${by}, does not exist or can't be read`);
  if (isFor(composition, definition)) return name;
  const { apiVersion, kind } = composition.compositeType;
  return problem(
    'CompositionForOtherKind',
    `the composition ${name}, ${by}, is for ${apiVersion} ${kind}, not for ${typeName(definition)}`,
  );
}

function revisionOf({ machinery, definition, revisions, used }: Choice, composition: string): Selection {
  const newestFirst = revisions.filter((revision) => revision.composition === composition).toSorted((a, b) => b.number - a.number);
  if (machinery.revision !== undefined) return pinned(newestFirst, definition, { composition, name: machinery.revision });
  const matching = newestFirst.filter(({ labels }) => carries(labels, machinery.revisionLabels ?? {}));
  const isManual = (machinery.updatePolicy ?? definition.updatePolicy) === 'Manual';
  const present = isManual ? matching.find(({ name }) => name === used.revision) : undefined;
  const revision = present ?? matching[0];
  if (revision === undefined) return noRevision(machinery, composition);
  return checked(revision, definition);
}

function noRevision({ revisionLabels }: Machinery, composition: string): Selection {
  const message =
    revisionLabels === undefined
      ? `the composition ${composition} has no revision yet: see its conditions`
      : `no revision of the composition ${composition} has the labels of compositionRevisionSelector`;
  return problem('RevisionNotFound', message);
}

function pinned(
  revisions: readonly Revision[],
  definition: Definition,
  { composition, name }: { readonly composition: string; readonly name: string },
): Selection {
  const revision = revisions.find((each) => each.name === name);
  if (revision !== undefined) return checked(revision, definition);
  return problem('RevisionNotFound', `the composition ${composition} has no revision ${name}, which compositionRevisionRef names`);
}

/** Compositions that were made for another version of the kind have old revisions that were too. */
function checked(revision: Revision, definition: Definition): Selection {
  if (isFor(revision, definition)) return { type: 'revision', revision };
  const { apiVersion, kind } = revision.compositeType;
  return problem('CompositionForOtherKind', `the revision ${revision.name} is for ${apiVersion} ${kind}, not for ${typeName(definition)}`);
}

function carries(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value);
}

function typeName({ group, version, names }: Definition): string {
  return `${group}/${version} ${names.kind}`;
}

function problem(reason: string, message: string): Extract<Selection, { type: 'problem' }> {
  return { type: 'problem', reason, message };
}
