import { isObject } from '../../base/json.ts';
import { apiVersionOf, type KubernetesObject } from '../../kubernetes/object.ts';
import type { DesiredChild } from './desired-child.ts';
import type { ChildWrite } from './write-child.ts';

/** One child, as the composite's `status.resources` shows it. */
export interface ChildReport {
  readonly key: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly ready: boolean;
  readonly synced: boolean;
  /** Why it is not ready or not synced; absent when it is both. */
  readonly message?: string;
}

/** How a child stands: what status shows, and what the composite's conditions are made of. */
export interface ChildState {
  readonly report: ChildReport;
  /** The reason of what is wrong with it, in one word. */
  readonly reason: string;
  /** Only the user can mend it. */
  readonly stalled: boolean;
  /** The write of it failed, or the child itself says that it is not synced. */
  readonly failure?: 'write' | 'child';
}

/** `live`: as it was seen or written last; undefined: it could not be made. `write`: how this pass's write of it ended, if there was one. */
export function childState(child: DesiredChild, live: KubernetesObject | undefined, write: ChildWrite | undefined): ChildState {
  const identity = identityOf(child);
  const ready = live !== undefined && child.ready === 'true';
  if (write?.type === 'refused') {
    const report = { ...identity, ready, synced: false, message: `${write.reason}: ${write.message}` };
    return { report, reason: write.reason, stalled: !write.retry, failure: 'write' };
  }
  const stalled = conditionOf(live, 'Stalled')?.status === 'True';
  const synced = conditionOf(live, 'Synced');
  if (synced?.status === 'False') {
    const report = { ...identity, ready, synced: false, message: sentence(synced) };
    return { report, reason: synced.reason, stalled, failure: 'child' };
  }
  if (ready) return { report: { ...identity, ready, synced: true }, reason: 'Ready', stalled: false };
  const told = notReady(live);
  return { report: { ...identity, ready, synced: true, message: sentence(told) }, reason: told.reason, stalled };
}

function identityOf({ key, type, name, namespace }: DesiredChild) {
  return { key, apiVersion: apiVersionOf(type), kind: type.kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

function sentence({ reason, message }: Pick<Told, 'reason' | 'message'>): string {
  return message === '' ? reason : `${reason}: ${message}`;
}

interface Told {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function notReady(live: KubernetesObject | undefined): Pick<Told, 'reason' | 'message'> {
  if (live === undefined) return { reason: 'NotMade', message: 'it is not made yet' };
  if (live.metadata.deletionTimestamp !== undefined) return { reason: 'Deleting', message: 'it is being deleted' };
  const ready = conditionOf(live, 'Ready');
  if (ready !== undefined && ready.status !== 'True') return ready;
  return { reason: 'NotReady', message: 'no function of the pipeline says that it is ready' };
}

function conditionOf(object: KubernetesObject | undefined, type: string): Told | undefined {
  const status = object?.['status'];
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  const found: unknown = Array.isArray(conditions) ? conditions.find((each) => isObject(each) && each['type'] === type) : undefined;
  if (!isObject(found)) return undefined;
  const text = (member: string): string => (typeof found[member] === 'string' ? found[member] : '');
  return { status: text('status'), reason: text('reason') || 'Unknown', message: text('message') };
}
