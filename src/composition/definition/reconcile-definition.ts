import type { Requeue } from '../../engine/report/requeue.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import { outcomeOfError, requeueOfOutcome, type ApiOutcome, type TypedDraft } from '../api/api-outcome.ts';
import { isReady, writeOutcome } from '../api/api-writer.ts';
import { parseDefinition, type Definition } from '../api/definition.ts';
import { definitionType } from '../api/resource-types.ts';
import { compositeCrd, isCompositeCrd, compositeKindLabel, type CompositeCrd } from './composite-crd.ts';
import { applyCrd, crdCondition, findCrd, forgetStored, needsApply } from './crd-writes.ts';
import { compositeType, ensureFinalizer, markInUse, type DefinitionDeps, type DefinitionPass } from './definition-pass.ts';
import { deleteDefinition } from './delete-definition.ts';
import { describeUsers } from './in-use.ts';
import { findObstacle, removedVersions } from './obstacle.ts';
import { findRival } from './rival.ts';
import { storedVersions, versionsOf } from './schema-change.ts';

/** The API server serves a new kind a moment after it has accepted it (ms). */
const servedAfterMs = 1_000;

/**
 * One pass over the definition of this name: its CRD as it says, and in its status whether the kind is served. At rest nothing is written.
 * Rejects where status could not be written; that pass is to be repeated.
 */
export async function reconcileDefinition(deps: DefinitionDeps, name: string): Promise<Requeue> {
  const object = deps.definitions.get(name);
  if (object === undefined) return { type: 'none' };
  const pass: DefinitionPass = { deps, object, crd: undefined, applied: false };
  const outcome = await outcomeOf(pass);
  if (outcome === undefined) return { type: 'none' };
  await writeOutcome(deps, definitionType, pass.object, { outcome, more: established(pass) });
  return requeueOfOutcome(outcome);
}

async function outcomeOf(pass: DefinitionPass): Promise<ApiOutcome | undefined> {
  try {
    return await (pass.object.metadata.deletionTimestamp === undefined ? ensure(pass) : deleteDefinition(pass));
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function ensure(pass: DefinitionPass): Promise<ApiOutcome> {
  const { deps, object } = pass;
  const definition = parseDefinition(object);
  pass.crd = await findCrd(pass, definition.name);
  const rival = findRival(deps.definitions, object);
  if (rival !== undefined) {
    const message = `${rival.metadata.name} defines the kind ${definition.names.kind} of ${definition.group} already, and is older: delete one of the two`;
    return { type: 'stalled', reason: 'DefinitionConflict', message };
  }
  const wanted = compositeCrd(definition);
  const hindrance = hindranceBy(pass, wanted) ?? (await bringAbout(pass, wanted));
  const users = deps.composites(definition);
  if (users !== undefined && isOurs(pass)) await markInUse(pass, describeUsers(definition.names.kind, users));
  return hindrance ?? (await servedOutcome(pass, definition));
}

function isOurs({ crd }: DefinitionPass): boolean {
  return crd !== undefined && isCompositeCrd(crd);
}

/** What is there under the name and can't be changed by us. */
function hindranceBy({ crd }: DefinitionPass, { metadata: { name } }: CompositeCrd): ApiOutcome | undefined {
  if (crd === undefined) return undefined;
  if (!isCompositeCrd(crd)) {
    const message = `the CustomResourceDefinition ${name} exists and was not made from a definition: delete it, or hand it over with the label ${compositeKindLabel}=true`;
    return { type: 'stalled', reason: 'NameTaken', message };
  }
  if (crd.metadata.deletionTimestamp === undefined) return undefined;
  const message = `the CustomResourceDefinition ${name} is being deleted, and is made anew then`;
  return { type: 'progressing', reason: 'CustomResourceDefinitionTerminating', message, after: servedAfterMs };
}

/** Makes or changes the CRD where it has to be; gives what stands in the way. */
async function bringAbout(pass: DefinitionPass, wanted: CompositeCrd): Promise<ApiOutcome | undefined> {
  await ensureFinalizer(pass);
  if (pass.crd === undefined) {
    await applyCrd(pass, wanted);
    return undefined;
  }
  if (!needsApply(pass.crd, wanted)) return undefined;
  const obstacle = await findObstacle(pass.deps, pass.crd, wanted);
  if (obstacle !== undefined) return { type: 'stalled', ...obstacle };
  await dropVersions(pass, wanted);
  await applyCrd(pass, wanted);
  return undefined;
}

/**
 * Takes versions that leave from the list of those that something may be stored in; there are no objects here. The API server never lets the
 * version go that it stores in, so the new one takes its place before.
 */
async function dropVersions(pass: DefinitionPass, wanted: CompositeCrd): Promise<void> {
  if (pass.crd === undefined) return;
  const gone = removedVersions(pass.crd, wanted);
  if (gone.length === 0) return;
  const leaving = versionsOf(pass.crd).filter(({ name }) => gone.includes(name));
  const versions = [...wanted.spec.versions, ...leaving.map((version) => ({ ...version, served: false, storage: false }))];
  const between = await applyCrd(pass, { ...wanted, spec: { ...wanted.spec, versions } });
  const kept = storedVersions(between).filter((version) => !gone.includes(version));
  await forgetStored(pass, between, kept);
}

async function servedOutcome(pass: DefinitionPass, definition: Definition): Promise<ApiOutcome> {
  const names = crdCondition(pass.crd, 'NamesAccepted');
  if (names?.status === 'False')
    return { type: 'stalled', reason: 'NamesNotAccepted', message: `the API server does not accept the names: ${names.message}` };
  const isEstablished = crdCondition(pass.crd, 'Established')?.status === 'True';
  if (isEstablished && !pass.applied && isReady(pass.object)) return { type: 'ready' };
  const missing = isEstablished ? await unservedVersion(pass, definition) : definition.version;
  if (missing === undefined) return { type: 'ready' };
  const message = `the API server does not serve ${definition.group}/${missing} ${definition.names.kind} yet`;
  return { type: 'progressing', reason: 'NotServed', message, after: servedAfterMs };
}

/** The first version that can't be listed though it should be served. */
async function unservedVersion({ deps }: DefinitionPass, definition: Definition): Promise<string | undefined> {
  for (const { name } of definition.versions.filter(({ served }) => served)) {
    try {
      await deps.client.list(compositeType(definition, name), { limit: 1 });
    } catch (error) {
      if (isNotFound(error)) return name;
      throw error;
    }
  }
  return undefined;
}

/** Whether there is a kind, whatever becomes of a change of it. */
function established({ crd, object }: DefinitionPass): readonly TypedDraft[] {
  if (object.metadata.deletionTimestamp !== undefined) return [['Established', 'kept']];
  const ours = crd !== undefined && isCompositeCrd(crd) ? crd : undefined;
  const { status, message } = crdCondition(ours, 'Established') ?? { status: 'False', message: 'there is no CustomResourceDefinition yet' };
  const isEstablished = status === 'True';
  return [
    [
      'Established',
      isEstablished ? { status: 'True', reason: 'Established', message: '' } : { status: 'False', reason: 'NotEstablished', message },
    ],
  ];
}
