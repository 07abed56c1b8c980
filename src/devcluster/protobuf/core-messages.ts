import type { Message } from './field.ts';
import { strings } from './field.ts';
import { objectMeta } from './meta-messages.ts';

// Field numbers are those of generated.proto in k8s.io/api: core/v1, events/v1 and coordination/v1.

const objectReference: Message = {
  1: ['kind', 'string'],
  2: ['namespace', 'string'],
  3: ['name', 'string'],
  4: ['uid', 'string'],
  5: ['apiVersion', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['fieldPath', 'string'],
};

const namespaceCondition: Message = {
  1: ['type', 'string'],
  2: ['status', 'string'],
  4: ['lastTransitionTime', 'time'],
  5: ['reason', 'string'],
  6: ['message', 'string'],
};

const eventSeries: Message = { 1: ['count', 'count'], 2: ['lastObservedTime', 'microTime'] };
const eventSource: Message = { 1: ['component', 'string'], 2: ['host', 'string'] };

const leaseSpec: Message = {
  1: ['holderIdentity', 'text'],
  2: ['leaseDurationSeconds', 'int'],
  3: ['acquireTime', 'microTime'],
  4: ['renewTime', 'microTime'],
  5: ['leaseTransitions', 'int'],
  6: ['strategy', 'text'],
  7: ['preferredHolder', 'text'],
};

/** Messages of the core group, of events.k8s.io and coordination.k8s.io, by apiVersion and kind. */
export const coreMessages: Readonly<Record<string, Message>> = {
  'v1 Namespace': {
    1: ['metadata', { message: objectMeta }],
    2: ['spec', { message: { 1: ['finalizers', strings] } }],
    3: ['status', { message: { 1: ['phase', 'string'], 2: ['conditions', { list: { message: namespaceCondition } }] } }],
  },
  'v1 Secret': {
    1: ['metadata', { message: objectMeta }],
    2: ['data', { map: 'bytes' }],
    3: ['type', 'string'],
    4: ['stringData', { map: 'string' }],
    5: ['immutable', 'bool'],
  },
  'v1 ConfigMap': {
    1: ['metadata', { message: objectMeta }],
    2: ['data', { map: 'string' }],
    3: ['binaryData', { map: 'bytes' }],
    4: ['immutable', 'bool'],
  },
  'v1 ServiceAccount': {
    1: ['metadata', { message: objectMeta }],
    2: ['secrets', { list: { message: objectReference } }],
    3: ['imagePullSecrets', { list: { message: { 1: ['name', 'string'] } } }],
    4: ['automountServiceAccountToken', 'bool'],
  },
  'v1 Event': {
    1: ['metadata', { message: objectMeta }],
    2: ['involvedObject', { message: objectReference }],
    3: ['reason', 'string'],
    4: ['message', 'string'],
    5: ['source', { message: eventSource }],
    6: ['firstTimestamp', 'time'],
    7: ['lastTimestamp', 'time'],
    8: ['count', 'count'],
    9: ['type', 'string'],
    10: ['eventTime', 'microTime'],
    11: ['series', { message: eventSeries }],
    12: ['action', 'string'],
    13: ['related', { message: objectReference }],
    14: ['reportingComponent', 'string'],
    15: ['reportingInstance', 'string'],
  },
  'events.k8s.io/v1 Event': {
    1: ['metadata', { message: objectMeta }],
    2: ['eventTime', 'microTime'],
    3: ['series', { message: eventSeries }],
    4: ['reportingController', 'string'],
    5: ['reportingInstance', 'string'],
    6: ['action', 'string'],
    7: ['reason', 'string'],
    8: ['regarding', { message: objectReference }],
    9: ['related', { message: objectReference }],
    10: ['note', 'string'],
    11: ['type', 'string'],
    12: ['deprecatedSource', { message: eventSource }],
    13: ['deprecatedFirstTimestamp', 'time'],
    14: ['deprecatedLastTimestamp', 'time'],
    15: ['deprecatedCount', 'count'],
  },
  'coordination.k8s.io/v1 Lease': {
    1: ['metadata', { message: objectMeta }],
    2: ['spec', { message: leaseSpec }],
  },
};
