import { isObject } from '../../base/json.ts';
import type { Requeue } from '../../engine/report/requeue.ts';
import { ApiError, isNotFound } from '../../kubernetes/api-error.ts';
import type { ObjectStore } from '../../kubernetes/informer.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { apiVersionOf } from '../../kubernetes/object.ts';
import { outcomeOfError, requeueOfOutcome, type ApiOutcome, type TypedDraft } from '../api/api-outcome.ts';
import { fieldManager, writeOutcome, type WriterDeps } from '../api/api-writer.ts';
import { parseComposition, type Composition } from '../api/composition.ts';
import type { Definition } from '../api/definition.ts';
import { compositionType, revisionType } from '../api/resource-types.ts';
import { revisionLabel } from '../api/revision.ts';
import { compositionHash, revisionLabels, revisionName } from './composition-hash.ts';
import { newestNumber, numberOf, superfluous } from './history.ts';
import { describeProblems, inputProblems, type CheckInput } from './input-problems.ts';
import { mismatch } from './mismatch.ts';

/** What a pass over a composition works with. */
export interface CompositionDeps extends WriterDeps {
  readonly compositions: ObjectStore;
  /** All revisions, with the index `revisionIndex`. */
  readonly revisions: ObjectStore;
  /** Definitions that can be read, of whatever kind. */
  readonly definitions: () => readonly Definition[];
  readonly checkInput: CheckInput;
  /** Does a live composite use this revision, or name it? undefined: not known (yet), and none is taken away. */
  readonly revisionInUse: ((revision: string) => boolean) | undefined;
}

/** Index of revisions by the name of their composition. */
export const revisionIndex = 'composition';

/** The index function of `revisionIndex`. */
export function compositionNames({ metadata }: KubernetesObject): readonly string[] {
  const name = metadata.labels?.[revisionLabel.composition];
  return name === undefined ? [] : [name];
}

interface CompositionPass {
  readonly deps: CompositionDeps;
  readonly object: KubernetesObject;
  valid: TypedDraft;
}

/**
 * One pass over the composition of this name: a revision of what it says, as the newest, unless that is invalid; and none beyond its limit.
 * At rest nothing is written. Rejects where status could not be written; that pass is to be repeated.
 */
export async function reconcileComposition(deps: CompositionDeps, name: string): Promise<Requeue> {
  const object = deps.compositions.get(name);
  // Its revisions are its dependents: they go with it.
  if (object === undefined || object.metadata.deletionTimestamp !== undefined) return { type: 'none' };
  const pass: CompositionPass = { deps, object, valid: ['Valid', 'kept'] };
  const outcome = await outcomeOf(pass);
  await writeOutcome(deps, compositionType, object, { outcome, more: [pass.valid] });
  return requeueOfOutcome(outcome);
}

async function outcomeOf(pass: CompositionPass): Promise<ApiOutcome> {
  try {
    return await ensure(pass);
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome.type === 'stalled' && outcome.reason === 'Invalid') pass.valid = invalid(outcome.message);
    return outcome;
  }
}

async function ensure(pass: CompositionPass): Promise<ApiOutcome> {
  const { deps, object } = pass;
  const composition = parseComposition(object);
  const problems = inputProblems(composition, deps.checkInput);
  if (problems.length > 0) {
    const message = describeProblems(problems);
    pass.valid = invalid(message);
    return { type: 'stalled', reason: 'InvalidInput', message };
  }
  pass.valid = ['Valid', { status: 'True', reason: 'Valid', message: '' }];
  const refusal = await bringUpToDate(pass, composition);
  if (refusal !== undefined) return refusal;
  await collect(pass, composition);
  const problem = mismatch(composition, deps.definitions());
  return problem === undefined ? { type: 'ready' } : { type: 'progressing', ...problem };
}

function invalid(message: string): TypedDraft {
  return ['Valid', { status: 'False', reason: 'Invalid', message }];
}

/** The revisions that are this composition's own; namesakes of one that was deleted and made again are on their way out. */
function ownRevisions({ deps, object }: CompositionPass): readonly KubernetesObject[] {
  return deps.revisions.byIndex(revisionIndex, object.metadata.name).filter((revision) => isOwned(revision, object));
}

function isOwned({ metadata }: KubernetesObject, owner: KubernetesObject): boolean {
  return metadata.ownerReferences?.some(({ uid, controller }) => controller === true && uid === owner.metadata.uid) ?? false;
}

/** The newest revision says what the composition says. */
async function bringUpToDate(pass: CompositionPass, composition: Composition): Promise<ApiOutcome | undefined> {
  const revisions = ownRevisions(pass);
  const hash = compositionHash(composition);
  const newest = newestNumber(revisions);
  const same = revisions.find(({ metadata }) => metadata.labels?.[revisionLabel.hash] === hash && metadata.deletionTimestamp === undefined);
  if (same === undefined) return createRevision(pass, composition, { hash, number: newest + 1 });
  if (numberOf(same) < newest) await renumber(pass, same, newest + 1);
  return undefined;
}

async function createRevision(
  { deps, object }: CompositionPass,
  composition: Composition,
  { hash, number }: { readonly hash: string; readonly number: number },
): Promise<ApiOutcome | undefined> {
  const name = revisionName(composition, hash);
  const { revisionHistoryLimit: _limit, ...content } = isObject(object['spec']) ? object['spec'] : {};
  const body = {
    apiVersion: apiVersionOf(revisionType),
    kind: revisionType.kind,
    metadata: {
      name,
      labels: { ...revisionLabels(composition), [revisionLabel.composition]: composition.name, [revisionLabel.hash]: hash },
      ownerReferences: [ownerReference(object)],
    },
    spec: { ...content, revision: number },
  };
  try {
    deps.wrote(await deps.client.create(revisionType, body, fieldManager));
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists') throw error;
    return existing(deps, object, name);
  }
}

function ownerReference({ apiVersion, kind, metadata: { name, uid } }: KubernetesObject) {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** Ours, of a create whose answer was lost; or on its way out with an earlier composition of the name; or somebody else's. */
async function existing({ client, wrote }: CompositionDeps, object: KubernetesObject, name: string): Promise<ApiOutcome | undefined> {
  const found = await client.get(revisionType, { name });
  wrote(found);
  if (found.metadata.deletionTimestamp !== undefined)
    return { type: 'retrying', reason: 'RevisionTerminating', message: `the revision ${name} is being deleted, and is made anew then` };
  if (isOwned(found, object)) return undefined;
  return { type: 'stalled', reason: 'NameTaken', message: `a revision ${name} exists and is not this composition's: delete it` };
}

async function renumber({ deps }: CompositionPass, { metadata }: KubernetesObject, number: number): Promise<void> {
  const { name, uid, resourceVersion } = metadata;
  const body = { metadata: { uid, resourceVersion }, spec: { revision: number } };
  deps.wrote(await deps.client.patch(revisionType, { name }, body, { kind: 'merge', fieldManager }));
}

async function collect(pass: CompositionPass, { historyLimit }: Composition): Promise<void> {
  const { revisionInUse, client } = pass.deps;
  if (revisionInUse === undefined) return;
  for (const { metadata } of superfluous(ownRevisions(pass), historyLimit, revisionInUse)) {
    const { name, uid, resourceVersion } = metadata;
    try {
      await client.delete(revisionType, { name }, { uid, resourceVersion });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
