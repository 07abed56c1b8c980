import type { Json } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { objectOf, textOf } from '../schema/json-members.ts';
import { ageCell, ageColumn, computed } from './columns.ts';
import { define } from './define.ts';
import { localReference, objectReference } from './references.ts';
import { shape } from './shape.ts';

const core = { group: '', version: 'v1' } as const;

function countOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : Object.keys(objectOf(value)).length;
}

const namespaceCondition = shape.object(
  'One fact about the state of a namespace.',
  {
    type: shape.string('What the condition is about.'),
    status: shape.string('True, False or Unknown.'),
    reason: shape.string('One word that says why.'),
    message: shape.string('What there is to say for people.'),
    lastTransitionTime: shape.time('When the status last changed.'),
  },
  ['type', 'status'],
);

const namespaces = define({
  ...core,
  kind: 'Namespace',
  plural: 'namespaces',
  description: 'A room for names: namespaced objects live in one.',
  namespaced: false,
  shortNames: ['ns'],
  status: true,
  properties: {
    spec: shape.object('What is asked of the namespace.', {
      finalizers: shape.list('Who has something to do before an emptied namespace may go.'),
    }),
    status: shape.object('What is true of the namespace.', {
      phase: shape.string('Active or Terminating.'),
      conditions: shape.keyed('What keeps a namespace from going.', 'type', namespaceCondition),
    }),
  },
  columns: [computed('Status', 'Active or Terminating.'), ageColumn],
  cells: (object, now) => [textOf(objectOf(object['status'])['phase']), ageCell(object, now)],
});

const secrets = define({
  ...core,
  kind: 'Secret',
  plural: 'secrets',
  description: 'Small values that are to be kept from view, such as passwords and keys.',
  properties: {
    type: shape.string('What the secret is for, as its readers know it. It never changes; Opaque unless given.'),
    data: shape.map('The values by key, each in base64; together at most 1 MiB.', shape.bytes('A value in base64.')),
    stringData: shape.strings('Values as plain text; they go into data when written and are never given back.'),
    immutable: shape.boolean('True: the values can no longer be changed.'),
  },
  columns: [computed('Type', 'What the secret is for.'), computed('Data', 'How many values it holds.'), ageColumn],
  cells: (object, now) => [object['type'] ?? '', countOf(object['data']), ageCell(object, now)],
});

const configMaps = define({
  ...core,
  kind: 'ConfigMap',
  plural: 'configmaps',
  description: 'Configuration by key.',
  shortNames: ['cm'],
  properties: {
    data: shape.strings('The values by key, as text.'),
    binaryData: shape.map('Values that are not text, in base64; no key may also be in data.', shape.bytes('A value in base64.')),
    immutable: shape.boolean('True: the values can no longer be changed.'),
  },
  columns: [computed('Data', 'How many values it holds.'), ageColumn],
  cells: (object, now) => [countOf(object['data']) + countOf(object['binaryData']), ageCell(object, now)],
});

const serviceAccounts = define({
  ...core,
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  description: 'An identity for programs.',
  shortNames: ['sa'],
  properties: {
    secrets: shape.keyed('Secrets that programs of this account may use.', 'name', objectReference),
    imagePullSecrets: shape.list('Secrets for pulling images.', localReference),
    automountServiceAccountToken: shape.boolean('Whether pods of this account get a token.'),
  },
  columns: [computed('Secrets', 'How many secrets it names.'), ageColumn],
  cells: (object, now) => [countOf(object['secrets']), ageCell(object, now)],
});

/** The types of the core group but events. */
export const coreTypes: readonly ServedResource[] = [namespaces, secrets, configMaps, serviceAccounts];
