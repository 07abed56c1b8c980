import { untyped } from './field-type.ts';
import type { FieldType } from './field-type.ts';

const string: FieldType = { scalar: 'string' };
const strings: FieldType = { map: { fields: new Map(), element: string, atomic: false } };
const ownerReference: FieldType = {
  map: {
    fields: new Map<string, FieldType>([
      ['apiVersion', string],
      ['kind', string],
      ['name', string],
      ['uid', string],
      ['controller', { scalar: 'boolean' }],
      ['blockOwnerDeletion', { scalar: 'boolean' }],
    ]),
    atomic: true,
  },
};

/** The field type of ObjectMeta: labels and annotations key by key, finalizers as a set, ownerReferences by uid. */
export const metadataType: FieldType = {
  map: {
    fields: new Map<string, FieldType>([
      ['name', string],
      ['generateName', string],
      ['namespace', string],
      ['selfLink', string],
      ['uid', string],
      ['resourceVersion', string],
      ['generation', { scalar: 'numeric' }],
      ['creationTimestamp', { scalar: 'untyped' }],
      ['deletionTimestamp', { scalar: 'untyped' }],
      ['deletionGracePeriodSeconds', { scalar: 'numeric' }],
      ['labels', strings],
      ['annotations', strings],
      ['finalizers', { list: { kind: 'set', element: string, keys: [] } }],
      ['ownerReferences', { list: { kind: 'map', element: ownerReference, keys: [{ name: 'uid' }] } }],
      ['managedFields', { list: { kind: 'atomic', element: untyped, keys: [] } }],
    ]),
    atomic: false,
  },
};
