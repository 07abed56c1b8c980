import type { Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { objectOf, textOf } from '../schema/json-members.ts';
import { ageOf } from './age.ts';
import { computed } from './columns.ts';
import { define } from './define.ts';
import { eventInForm } from './event-forms.ts';
import { objectReference } from './references.ts';
import { shape } from './shape.ts';

const series = shape.object('How often the event came again.', {
  count: shape.int32('How often it was seen.'),
  lastObservedTime: shape.time('When it was last seen.'),
});

const source = shape.object('Who told of the event.', {
  component: shape.string('The component that told.'),
  host: shape.string('The machine on which it runs.'),
});

/** Members that have the same name in both groups. */
const shared = {
  action: shape.string('What was done, or failed.'),
  eventTime: shape.time('When the event was first seen, in microseconds.'),
  reason: shape.string('One word that says why.'),
  related: objectReference,
  reportingInstance: shape.string('Which process of the controller told.'),
  series,
  type: shape.string('Normal or Warning.'),
};

const columns = [
  computed('Last Seen', 'Time since the event was last seen.'),
  computed('Type', 'Normal or Warning.'),
  computed('Reason', 'One word that says why.'),
  computed('Object', 'The object that the event is about.'),
  computed('Subobject', 'The part of the object that it is about.', 1),
  computed('Source', 'Who told of it.', 1),
  computed('Message', 'What happened.'),
  computed('First Seen', 'Time since the event was first seen.', 1),
  computed('Count', 'How often it was seen.', 1),
  { ...computed('Name', 'Name of the event.', 1), format: 'name' },
];

function sourceOf(event: JsonObject): string {
  const component = textOf(objectOf(event['source'])['component'] ?? event['reportingComponent']);
  const host = textOf(objectOf(event['source'])['host']);
  return host === '' ? component : `${component}, ${host}`;
}

/** When an event was first and last seen. */
function timesOf(event: JsonObject): readonly [first: Json | undefined, last: Json | undefined] {
  const first = event['firstTimestamp'] ?? event['eventTime'];
  return [first, objectOf(event['series'])['lastObservedTime'] ?? event['lastTimestamp'] ?? first];
}

/** The cells of an event in the form of either group. */
function cells(object: JsonObject, now: number): readonly Json[] {
  const event = eventInForm(object, 'v1');
  const about = event['involvedObject'];
  const [first, last] = timesOf(event);
  return [
    ageOf(last, now),
    textOf(event['type']),
    textOf(event['reason']),
    `${textOf(objectOf(about)['kind']).toLowerCase()}/${textOf(objectOf(about)['name'])}`,
    textOf(objectOf(about)['fieldPath']),
    sourceOf(event),
    textOf(event['message']).trim(),
    ageOf(first, now),
    objectOf(event['series'])['count'] ?? event['count'] ?? 1,
    textOf(objectOf(event['metadata'])['name']),
  ];
}

const common = {
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  description: 'Something that happened to an object. Events go by themselves after an hour.',
  shortNames: ['ev'],
  storageKey: 'events',
  columns,
  cells,
} as const;

const coreEvents = define({
  ...common,
  group: '',
  properties: {
    ...shared,
    involvedObject: objectReference,
    message: shape.string('What happened, for people.'),
    source,
    firstTimestamp: shape.time('When the event was first seen.'),
    lastTimestamp: shape.time('When the event was last seen.'),
    count: shape.int32('How often it was seen.'),
    reportingComponent: shape.string('The controller that told.'),
  },
  required: ['metadata', 'involvedObject'],
});

const newEvents = define({
  ...common,
  group: 'events.k8s.io',
  properties: {
    ...shared,
    regarding: objectReference,
    note: shape.string('What happened, for people.'),
    reportingController: shape.string('The controller that told.'),
    deprecatedSource: source,
    deprecatedFirstTimestamp: shape.time('When the event was first seen.'),
    deprecatedLastTimestamp: shape.time('When the event was last seen.'),
    deprecatedCount: shape.int32('How often it was seen.'),
  },
  required: ['eventTime'],
});

/** Events of the core group and of events.k8s.io: the same objects in two forms. */
export const eventTypes: readonly ServedResource[] = [coreEvents, newEvents];
