import type { Observation } from '../../observation.ts';
import type { Plan } from '../../plan/action.ts';
import { planReason } from '../../plan/plan-reason.ts';
import { Quiet, ResourceGone, Waiting } from '../halt.ts';
import { CallFailed } from '../mutate.ts';
import { filterOf } from '../filter-of.ts';
import { nameToKeep } from '../name-to-keep.ts';
import { nextLook } from '../object-memory.ts';
import { isApplied, settled, type Pass } from '../pass.ts';
import { writeAdoption } from '../write-metadata.ts';
import { checkOwner } from './check-owner.ts';
import { create } from './create.ts';
import { carryingOurUid } from './duplicates.ts';
import { nameSetByOthers } from './name-set-by-others.ts';
import type { Found } from './look.ts';
import { observe } from './observe.ts';
import { takeExisting } from './take-existing.ts';

/** Sees to it that the resource is there and ours. `pass.observed` is set afterwards, but for a resource whose creation AWS does not show yet. */
export async function ensure(pass: Pass): Promise<void> {
  const found = await observe(pass);
  if (found.state === 'present') await adopt(pass, found.observation);
  else await make(pass, found);
}

async function adopt(pass: Pass, observation: Observation): Promise<void> {
  if (observation.state.phase === 'deleting' && pass.managed.account === undefined) throw goingAway(pass, observation);
  const claim = checkOwner(pass, observation);
  if (claim === 'adopt' && observation.seenAt < pass.startedAt) return lookAnew(pass);
  const { access, context, createContext } = settled(pass);
  await writeAdoption(pass, nameToKeep(pass, observation), access.session.account);
  pass.context = { ...context, externalName: observation.key };
  pass.createContext = { ...createContext, externalName: observation.key };
  if (claim === 'adopt') pass.done.push({ type: 'adopt', externalName: observation.key, reason: 'taken over' });
}

/** What is taken over has to be there now: a former look may show what is gone. */
async function lookAnew(pass: Pass): Promise<void> {
  pass.memory.rereadFrom = Number.POSITIVE_INFINITY;
  pass.observed = undefined;
  await ensure(pass);
}

/** Whoever has it: it makes room. */
function goingAway(pass: Pass, { key }: Observation): Waiting {
  pass.observed = undefined;
  const message = `${pass.kind.schema.kind} ${key} is being deleted in AWS; a new one is made when it is gone`;
  return new Waiting('Deleting', message, nextLook(pass.memory));
}

async function make(pass: Pass, found: Found & { state: 'absent' }): Promise<void> {
  const [left] = carryingOurUid(pass);
  if (left !== undefined) return adopt(pass, left);
  await checkMayMake(pass, found);
  pass.absent = true;
  const plan: Plan = [{ type: 'create', reason: planReason.absent }];
  const { allowed, filtered } = filterOf(pass, plan);
  if (allowed.length === 0) {
    pass.filtered = filtered;
    if (pass.managed.paused) return;
    throw new ResourceGone(`${pass.kind.schema.kind} is not there in AWS, and managementPolicies do not let it be created`);
  }
  checkReferences(pass);
  dropGoneName(pass);
  try {
    await create(pass);
  } catch (error) {
    if (!(error instanceof CallFailed) || error.error.errorClass !== 'alreadyExists') throw error;
    await adopt(pass, await takeExisting(pass, error));
  }
}

/** Something was there, or should be: only its proven end lets it be made again, and only if the name is ours to change. */
async function checkMayMake(pass: Pass, { proven }: { readonly proven: boolean }): Promise<void> {
  const { managed, kind } = pass;
  const known = managed.account !== undefined;
  const imported = managed.externalName !== undefined && managed.attempt === undefined;
  if (!known && !(imported && kind.schema.externalName.from === 'assigned')) return;
  if (!proven) throw notProven(pass);
  if (imported || (managed.externalName !== undefined && (await nameSetByOthers(pass)))) throw new ResourceGone(goneMessage(pass));
}

function goneMessage({ managed, kind }: Pass): string {
  return (
    `${kind.schema.kind} ${managed.externalName ?? ''} does not exist in AWS. It was named by the external-name annotation, so no other is made in its place: ` +
    'remove the annotation to have a new one created'
  );
}

/** Not having seen it proves nothing: the view confirms its end and wakes the object. */
function notProven(pass: Pass): Error {
  const message = `${pass.kind.schema.kind} ${pass.managed.externalName ?? ''} was not seen in AWS; this is being confirmed`;
  return isApplied(pass.managed) ? new Quiet(message, nextLook(pass.memory)) : new Waiting('Confirming', message, nextLook(pass.memory));
}

function dropGoneName(pass: Pass): void {
  if (pass.kind.schema.externalName.from !== 'assigned') return;
  const { context, createContext } = settled(pass);
  pass.context = { ...context, externalName: undefined };
  pass.createContext = { ...createContext, externalName: undefined };
}

/** References that are not resolved hold a create back; what they point at wakes the object. */
export function checkReferences(pass: Pass): void {
  const { resolution } = settled(pass);
  if (resolution.unresolved.length === 0) return;
  const named = resolution.unresolved.map(({ path, message }) => `${path}: ${message}`);
  throw new Waiting('WaitingForReference', named.join('; '));
}
