import type { JsonObject } from '../api/dev-object.ts';
import { shape } from './shape.ts';

const ownerReference = shape.atomic(
  'An object that this one belongs to; when all of them are gone, this one goes too.',
  {
    apiVersion: shape.string('API version of the owner.'),
    kind: shape.string('Kind of the owner.'),
    name: shape.string('Name of the owner, in the same namespace or cluster-scoped.'),
    uid: shape.string('UID of the owner.'),
    controller: shape.boolean('True for the one owner that manages this object.'),
    blockOwnerDeletion: shape.boolean('True if a foreground deletion of the owner waits for this object.'),
  },
  ['apiVersion', 'kind', 'name', 'uid'],
);

const managedFieldsEntry = shape.object('The fields that one manager has set by one kind of operation.', {
  manager: shape.string('Who wrote the fields.'),
  operation: shape.string('Apply or Update.'),
  apiVersion: shape.string('API version in which the fields are named.'),
  time: shape.time('When the entry last changed.'),
  fieldsType: shape.string('Format of the field set; FieldsV1 is the only one.'),
  fieldsV1: shape.free('The field set.'),
  subresource: shape.string('Subresource through which the fields were written, if any.'),
});

/** Schema of `metadata`, one constant for all types: OpenAPI knows it by identity and refers to it by name. */
export const objectMeta: JsonObject = shape.object('Metadata that every object has.', {
  name: shape.string('Name, unique among the objects of a type in a namespace; it never changes.'),
  generateName: shape.string('Prefix from which the server makes a unique name if none is given.'),
  namespace: shape.string('Namespace of the object; empty for cluster-scoped types. It never changes.'),
  selfLink: shape.string('No longer filled in.'),
  uid: shape.string('Identity in time and space, given by the server.'),
  resourceVersion: shape.string('Version of the stored object, opaque; sent back with a write, it guards against lost updates.'),
  generation: shape.int64('Counts the changes of the desired state.'),
  creationTimestamp: shape.time('When the server made the object.'),
  deletionTimestamp: shape.time('When deletion was asked for; the object stays until its finalizers are gone.'),
  deletionGracePeriodSeconds: shape.int64('Seconds that the object has to end by itself.'),
  labels: shape.strings('Keys and values to select objects by.'),
  annotations: shape.strings('Keys and values that tools attach; not for selecting.'),
  ownerReferences: shape.keyed('The objects that this one belongs to.', 'uid', ownerReference),
  finalizers: shape.set('Who has something to do before the object may go.'),
  managedFields: shape.list('Which manager has set which fields.', managedFieldsEntry),
});
