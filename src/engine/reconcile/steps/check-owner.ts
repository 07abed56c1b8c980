import type { Observation } from '../../observation.ts';
import { describeOwner, judgeOwner } from '../../ownership/verdict.ts';
import { Terminal } from '../halt.ts';
import { settled, type Pass } from '../pass.ts';

/** `ours`: go on. `adopt`: it becomes ours with this pass. */
export type Claim = 'ours' | 'adopt';

/** Whose is what was found? Throws where it is someone else's, or where the object has no title to it. */
export function checkOwner(pass: Pass, observation: Observation): Claim {
  try {
    return claimOf(pass, observation);
  } catch (error) {
    // What another one has is not for this object's status to show.
    pass.observed = undefined;
    throw error;
  }
}

function claimOf(pass: Pass, observation: Observation): Claim {
  const { owner } = settled(pass);
  const verdict = judgeOwner(observation.owner, owner);
  checkIncarnation(pass, observation);
  switch (verdict) {
    case 'ours':
      return pass.managed.account === undefined ? 'adopt' : 'ours';
    case 'rebuilt':
      return 'adopt';
    case 'foreign':
      throw new Terminal('ManagementConflict', foreignMessage(pass, observation));
    case 'unowned':
      return checkUnowned(pass, observation);
    default:
      return verdict satisfies never;
  }
}

function foreignMessage(pass: Pass, observation: Observation): string {
  const { owner } = settled(pass);
  const who = observation.owner === undefined ? 'someone else' : describeOwner(observation.owner, owner);
  return `${pass.kind.schema.kind} ${observation.key} is managed by ${who}: let its owner release it (deletionPolicy Orphan), or point this object elsewhere`;
}

/** No owner tags: known by key because we made it or took it in before, adopted if the user names it, else it merely has the same name. */
function checkUnowned(pass: Pass, observation: Observation): Claim {
  const { managed, kind } = pass;
  if (managed.account !== undefined) return 'ours';
  if (isNamedByUser(pass)) return 'adopt';
  if (mayHaveMade(pass) && (kind.assemble !== undefined || isOurMaking(pass, observation))) return 'adopt';
  throw new Terminal(
    'AlreadyExists',
    `${kind.schema.kind} ${observation.key} exists already and is not managed by this object: to adopt it, set the annotation evenkeel.dev/external-name to ${observation.key}`,
  );
}

/** Before there is an account we write an external name only together with an attempt, and never one that the cloud gives. */
function isNamedByUser({ managed, kind }: Pass): boolean {
  return managed.externalName !== undefined && (managed.attempt === undefined || kind.schema.externalName.from === 'assigned');
}

function checkIncarnation(pass: Pass, observation: Observation): void {
  if (!isReplaced(pass, observation)) return;
  const known = String(pass.managed.status.atProvider['immutableId']);
  throw new Terminal(
    'Replaced',
    `${pass.kind.schema.kind} ${observation.key} is not the one that this object had (${known}) but another of the same name (${observation.immutableId}): nothing was read or changed`,
  );
}

/** A name-keyed resource that was deleted and made again by someone else has our name but another immutable id. */
export function isReplaced({ managed }: Pass, observation: Observation): boolean {
  const known = managed.status.atProvider['immutableId'];
  if (typeof known !== 'string' || observation.immutableId === undefined || known === observation.immutableId) return false;
  return observation.owner?.uid !== managed.uid;
}

/** An attempt to create is open: its call may have taken effect. */
function mayHaveMade({ managed, memory }: Pass): boolean {
  return managed.attempt !== undefined && managed.attempt.n !== memory.refusedAttempt;
}

/**
 * Made by a call of ours whose answer was lost, though it can carry no tags that say so: exactly what we wanted to make. Parts
 * of several that carry no owner and equal a wanted one were taken in by `assemble`, and are not known to be of our making.
 */
export function isOurMaking(pass: Pass, observation: Observation): boolean {
  const { kind } = pass;
  return mayHaveMade(pass) && !kind.tagged && kind.matches?.(observation, settled(pass).createContext) === true;
}
