import type { Message } from './field.ts';
import { strings } from './field.ts';

// Field numbers are those of generated.proto in k8s.io/apimachinery/pkg/apis/meta/v1.

const ownerReference: Message = {
  1: ['kind', 'string'],
  3: ['name', 'string'],
  4: ['uid', 'string'],
  5: ['apiVersion', 'string'],
  6: ['controller', 'bool'],
  7: ['blockOwnerDeletion', 'bool'],
};

const managedFieldsEntry: Message = {
  1: ['manager', 'string'],
  2: ['operation', 'string'],
  3: ['apiVersion', 'string'],
  4: ['time', 'time'],
  6: ['fieldsType', 'string'],
  7: ['fieldsV1', 'json'],
  8: ['subresource', 'string'],
};

/** ObjectMeta. */
export const objectMeta: Message = {
  1: ['name', 'string'],
  2: ['generateName', 'string'],
  3: ['namespace', 'string'],
  4: ['selfLink', 'string'],
  5: ['uid', 'string'],
  6: ['resourceVersion', 'string'],
  7: ['generation', 'count'],
  8: ['creationTimestamp', 'time'],
  9: ['deletionTimestamp', 'time'],
  10: ['deletionGracePeriodSeconds', 'int'],
  11: ['labels', { map: 'string' }],
  12: ['annotations', { map: 'string' }],
  13: ['ownerReferences', { list: { message: ownerReference } }],
  14: ['finalizers', strings],
  17: ['managedFields', { list: { message: managedFieldsEntry } }],
};

/** LabelSelectorRequirement, and FieldSelectorRequirement, which has the same form. */
export const requirement: Message = { 1: ['key', 'string'], 2: ['operator', 'string'], 3: ['values', strings] };

/** LabelSelector. */
export const labelSelector: Message = {
  1: ['matchLabels', { map: 'string' }],
  2: ['matchExpressions', { list: { message: requirement } }],
};

/** DeleteOptions. */
export const deleteOptions: Message = {
  1: ['gracePeriodSeconds', 'int'],
  2: ['preconditions', { message: { 1: ['uid', 'text'], 2: ['resourceVersion', 'text'] } }],
  3: ['orphanDependents', 'bool'],
  4: ['propagationPolicy', 'text'],
  5: ['dryRun', strings],
};
