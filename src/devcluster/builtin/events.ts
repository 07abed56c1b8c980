import type { Json, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { isObject } from '../../base/json.ts';
import { ageOf } from './age.ts';
import { computed } from './columns.ts';
import { define } from './define.ts';
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
  computed('Name', 'Name of the event.', 1),
];

function memberOf(value: Json | undefined, member: string): Json | undefined {
  return isObject(value) ? (value as JsonObject)[member] : undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function sourceOf(event: JsonObject): string {
  const from = event['source'] ?? event['deprecatedSource'];
  const component = memberOf(from, 'component') ?? event['reportingComponent'] ?? event['reportingController'];
  const host = textOf(memberOf(from, 'host'));
  return host === '' ? textOf(component) : `${textOf(component)}, ${host}`;
}

/** The cells of an event in the form of either group. */
function cells(event: JsonObject, now: number): readonly Json[] {
  const about = event['involvedObject'] ?? event['regarding'];
  const first = event['firstTimestamp'] ?? event['deprecatedFirstTimestamp'] ?? event['eventTime'];
  const last = memberOf(event['series'], 'lastObservedTime') ?? event['lastTimestamp'] ?? event['deprecatedLastTimestamp'] ?? first;
  const count = memberOf(event['series'], 'count') ?? event['count'] ?? event['deprecatedCount'] ?? 1;
  return [
    ageOf(last, now),
    textOf(event['type']),
    textOf(event['reason']),
    `${textOf(memberOf(about, 'kind')).toLowerCase()}/${textOf(memberOf(about, 'name'))}`,
    textOf(memberOf(about, 'fieldPath')),
    sourceOf(event),
    textOf(event['message'] ?? event['note']).trim(),
    ageOf(first, now),
    count,
    textOf(memberOf(event['metadata'], 'name')),
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
