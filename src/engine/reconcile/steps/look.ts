import type { ReadOptions } from '../../cloud.ts';
import type { Observation } from '../../observation.ts';
import { isApplied, settled, type Pass } from '../pass.ts';

/**
 * What the cloud holds of this object. `proven`: it is certain that there is nothing (confirmed gone, or never attempted
 * and looked for); else nothing may be concluded from not having seen it.
 */
export type Found =
  | { readonly state: 'present'; readonly observation: Observation }
  | { readonly state: 'absent'; readonly proven: boolean };

/** A reconcile request that was not handled yet. */
export function isRequested({ managed }: Pass): boolean {
  return managed.reconcileRequestedAt !== undefined && managed.reconcileRequestedAt !== managed.status.lastHandledReconcileAt;
}

/** How recent a look has to be: after our last change unless one has shown that, now if that is asked for, within the poll interval if there is one. */
export function readOptions(pass: Pass): ReadOptions {
  const { memory, managed, startedAt, signal } = pass;
  const polled = managed.pollInterval === undefined ? 0 : startedAt - managed.pollInterval + 1;
  const now = isRequested(pass) ? startedAt : Math.min(startedAt, memory.rereadFrom);
  const deep = deepFields(pass);
  const changed = memory.shownMutation === memory.lastMutation ? 0 : memory.lastMutation;
  return { notBefore: Math.max(changed, polled, now), ...(deep === undefined ? {} : { deep }), signal };
}

/**
 * What no listing shows is read again where that is asked for, or where a change of ours is awaited; else it is enough to have seen it
 * once: a state that is still in flight says nothing about it.
 */
function deepFields(pass: Pass): ReadOptions['deep'] {
  if (isRequested(pass)) return 'all';
  const isAwaited = pass.memory.writes.size > 0 && !isApplied(pass.managed);
  return isAwaited ? Object.keys(settled(pass).context.desired) : undefined;
}
