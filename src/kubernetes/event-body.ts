import type { KubernetesObject, ResourceType } from './object.ts';

/** Core v1 Events: what every version of `kubectl describe` and `kubectl events` shows. */
export const eventType: ResourceType = { group: '', version: 'v1', kind: 'Event', plural: 'events', namespaced: true };

/** What happened, in words for users. */
export interface EventText {
  readonly type: 'Normal' | 'Warning';
  /** One word in CamelCase. */
  readonly reason: string;
  readonly message: string;
}

/** Events of cluster-scoped objects stand in the namespace `default`. */
export function eventNamespace(object: KubernetesObject): string {
  return object.metadata.namespace ?? 'default';
}

const maxMessage = 1024;
const maxReason = 128;
const maxName = 253;

/** Who says it and when. */
export interface EventOrigin {
  readonly component: string;
  /** Makes the event's name unlike that of any other. */
  readonly suffix: string;
  /** In ms. */
  readonly at: number;
}

/** A first event about an object. */
export function eventBody(object: KubernetesObject, text: EventText, { component, suffix, at }: EventOrigin): object {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  const time = secondsText(at);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName(name, suffix), namespace: eventNamespace(object) },
    involvedObject: { apiVersion: object.apiVersion, kind: object.kind, name, namespace, uid, resourceVersion },
    type: text.type,
    reason: text.reason.slice(0, maxReason),
    message: clipped(text.message, maxMessage),
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
    source: { component },
    reportingComponent: component,
    reportingInstance: '',
  };
}

/** The merge patch that says: it happened again. */
export function repeatPatch(count: number, at: number): object {
  return { count, lastTimestamp: secondsText(at) };
}

function eventName(name: string, suffix: string): string {
  const stem = name.slice(0, maxName - suffix.length - 1).replace(/[^a-z0-9]+$/u, '');
  return `${stem}.${suffix}`;
}

function clipped(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

function secondsText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
