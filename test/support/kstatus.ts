import type { Condition } from '../../src/kubernetes/condition.ts';

/** What a reader of an object's health looks at. */
export interface Readable {
  readonly metadata: { readonly generation: number; readonly deletionTimestamp?: string };
  readonly status?: { readonly observedGeneration?: number; readonly conditions?: readonly Condition[] };
}

/** kstatus' words for an object's health. */
export type KStatus = 'Current' | 'InProgress' | 'Failed' | 'Terminating';

/**
 * The rules that kstatus (Flux, Helm 4, kpt) has for custom resources: a deletion goes before all; a generation that was not
 * observed is in progress; Reconciling=True and Stalled=True decide next, whichever is written first; then Ready; and an object
 * that says nothing of the kind counts as done.
 */
export function kstatus({ metadata, status }: Readable): KStatus {
  if (metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (status?.observedGeneration !== undefined && status.observedGeneration !== metadata.generation) return 'InProgress';
  return fromConditions(status?.conditions ?? []);
}

function fromConditions(conditions: readonly Condition[]): KStatus {
  const abnormal = conditions.find(({ type, status }) => status === 'True' && (type === 'Reconciling' || type === 'Stalled'));
  if (abnormal !== undefined) return abnormal.type === 'Stalled' ? 'Failed' : 'InProgress';
  const ready = conditions.find(({ type }) => type === 'Ready');
  return ready === undefined || ready.status === 'True' ? 'Current' : 'InProgress';
}

/** Does `kubectl wait --for=condition=Ready` return? A condition (else the status) that speaks of an older generation is not taken. */
export function kubectlWaitReady({ metadata, status }: Readable): boolean {
  const ready = (status?.conditions ?? []).find(({ type }) => type.toLowerCase() === 'ready');
  if (ready === undefined) return false;
  const observed = ready.observedGeneration ?? status?.observedGeneration;
  return !(observed !== undefined && observed < metadata.generation) && ready.status.toLowerCase() === 'true';
}
