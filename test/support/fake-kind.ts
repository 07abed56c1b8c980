import type { CloudCall } from '../../src/engine/cloud.ts';
import type { Kind, KindContext } from '../../src/engine/kind.ts';
import type { FieldValues, Observation } from '../../src/engine/observation.ts';
import type { FieldSchema, KindSchema } from '../../src/engine/schema/kind-schema.ts';

function field(type: FieldSchema['type'], more: Partial<FieldSchema> = {}): FieldSchema {
  return { type, description: type, ...more };
}

/** One field of every sort that a plan tells apart. */
export const fakeSchema: KindSchema = {
  group: 'fake.evenkeel.dev',
  version: 'v1beta1',
  kind: 'Widget',
  plural: 'widgets',
  description: 'A widget.',
  externalName: { from: 'assigned', description: 'given by the cloud', example: 'w-1' },
  forProvider: {
    region: field('string'),
    zone: field('string', { createOnly: true }),
    title: field('string'),
    size: field('integer', { whenRemoved: 1 }),
    enabled: field('boolean', { whenRemoved: false }),
    names: field('strings', { whenRemoved: [] }),
    steps: field('strings', { ordered: true }),
    rules: field('objects', { fields: { port: field('integer'), note: field('string') } }),
    members: field('objects', { ordered: false, fields: { id: field('string'), role: field('string') } }),
    labels: field('map'),
    options: field('object', {
      fields: {
        mode: field('string'),
        level: field('integer', { whenRemoved: 0 }),
        fixed: field('string', { createOnly: true, whenRemoved: 'standard' }),
      },
    }),
    origin: field('object', { createOnly: true, fields: { source: field('string') } }),
    skipSnapshot: field('boolean', { directive: true }),
    passwordSecretRef: field('secretRef'),
    legacy: field('string', { unsupported: 'not yet' }),
    tags: field('map'),
  },
  atProvider: { id: field('string'), uptime: field('integer', { volatile: true }) },
};

const untagged: Kind = {
  schema: fakeSchema,
  unknownOutcome: 'window',
  tagged: false,
  visibilityWindowMs: 300_000,
  settleMs: 30_000,
  canonical: (desired) => desired,
  claims: () => [],
  create: () => [fakeCall('CreateWidget', {})],
  created: () => undefined,
  update: ({ changes }) => changes.map(({ path, to }) => fakeCall('ModifyWidget', { path, to })),
  delete: () => [fakeCall('DeleteWidget', {})],
};

/** A kind without a cloud: one call a change, whose input says what was asked. */
export function fakeKind(overrides: Partial<Kind> = {}): Kind {
  return { ...untagged, tagged: true, tag: (_context, set, remove) => [fakeCall('TagWidget', { set, remove })], ...overrides };
}

/** The same, of a sort that can't carry tags. */
export function untaggedFakeKind(): Kind {
  return untagged;
}

/** A call of the fake service. */
export function fakeCall(operation: string, input: FieldValues): CloudCall {
  return { service: 'fake', operation, input };
}

/** The context of widget team/one, which is w-1 in the cloud. */
export function fakeContext(desired: FieldValues, overrides: Partial<KindContext> = {}): KindContext {
  return {
    where: { partition: 'aws', account: '111122223333', region: 'eu-north-1' },
    uid: 'uid-1',
    name: 'one',
    namespace: 'team',
    externalName: 'w-1',
    desired,
    secrets: {},
    ...overrides,
  };
}

/** Widget w-1 as seen: usable, with these fields and no tags. */
export function fakeObservation(fields: FieldValues, overrides: Partial<Observation> = {}): Observation {
  return {
    key: 'w-1',
    tags: {},
    fields,
    atProvider: { id: 'w-1' },
    state: { phase: 'usable', reason: 'Available' },
    seenAt: 0,
    ...overrides,
  };
}
