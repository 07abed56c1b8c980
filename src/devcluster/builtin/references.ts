import { shape } from './shape.ts';

/** Schema of a reference to any object, as events and service accounts hold it. */
export const objectReference = shape.atomic('Which object is meant.', {
  apiVersion: shape.string('API version of the object.'),
  kind: shape.string('Kind of the object.'),
  namespace: shape.string('Namespace of the object.'),
  name: shape.string('Name of the object.'),
  uid: shape.string('UID of the object.'),
  resourceVersion: shape.string('The version of the object that is meant.'),
  fieldPath: shape.string('The part of the object that is meant.'),
});

/** Schema of a reference to an object of the same namespace, whose type is known. */
export const localReference = shape.atomic('Which object is meant.', { name: shape.string('Name of the object.') });
