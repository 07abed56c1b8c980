import type { CloudCall } from '../../cloud.ts';
import type { Observation } from '../../observation.ts';
import { preferred } from '../../ownership/verdict.ts';
import { CallFailed, mutateAll } from '../mutate.ts';
import { settled, type Pass } from '../pass.ts';
import { filterOf } from '../filter-of.ts';

/**
 * Several resources carry this object's uid: a create call took effect after it had been given up. The object goes on with
 * the one that it knows. Another one is deleted, by a call that AWS refuses unless it is empty, and only if an attempt of this
 * object made it; what is left is named in `pass.duplicates`.
 */
export async function clearDuplicates(pass: Pass): Promise<void> {
  if (pass.kind.assemble !== undefined || !pass.kind.tagged || pass.observed === undefined) return;
  const found = duplicatesOf(pass, pass.observed);
  const left: Observation[] = [];
  for (const duplicate of found) if (!(await deleteIfEmpty(pass, duplicate))) left.push(duplicate);
  pass.duplicates = left;
}

function duplicatesOf(pass: Pass, kept: Observation): readonly Observation[] {
  return carryingOurUid(pass).filter(({ key }) => key !== kept.key);
}

/** Resources that carry this object's uid and are not on their way out, lowest attempt first; none of kinds that have no tags or several parts. */
export function carryingOurUid(pass: Pass): readonly Observation[] {
  if (!pass.kind.tagged || pass.kind.assemble !== undefined) return [];
  const { view, owner } = settled(pass);
  const ours = view.owned(owner).filter(({ owner: found, state }) => found?.uid === owner.uid && state.phase !== 'deleting');
  return preferred(ours, owner.uid);
}

/** True: it is gone, or on its way. One try a process: what AWS refuses once is for the user to look at. */
async function deleteIfEmpty(pass: Pass, duplicate: Observation): Promise<boolean> {
  const { memory, kind, startedAt, signal } = pass;
  const calls = carriesOurAttempt(pass, duplicate) ? (kind.deleteEmpty?.(duplicate) ?? []) : [];
  if (calls.length === 0 || memory.keptDuplicates.has(duplicate.key) || !mayDelete(pass)) return false;
  memory.keptDuplicates.add(duplicate.key);
  const fresh = await settled(pass).view.read(duplicate.key, { notBefore: startedAt, signal });
  if (fresh === undefined) return true;
  return carriesOurAttempt(pass, fresh) && (await callDelete(pass, fresh, calls));
}

/** It carries our uid, and an attempt that is on record. */
function carriesOurAttempt({ managed }: Pass, { owner }: Observation): boolean {
  return owner !== undefined && owner.uid === managed.uid && owner.attempt <= (managed.attempt?.n ?? 0);
}

async function callDelete(pass: Pass, duplicate: Observation, calls: readonly CloudCall[]): Promise<boolean> {
  try {
    await mutateAll(pass, calls);
  } catch (error) {
    if (error instanceof CallFailed) return error.error.errorClass === 'notFound';
    throw error;
  }
  settled(pass).view.forget(duplicate.key);
  return true;
}

function mayDelete(pass: Pass): boolean {
  const { allowed } = filterOf(pass, [{ type: 'delete', calls: [], reason: 'duplicate' }], true);
  return allowed.length > 0;
}
