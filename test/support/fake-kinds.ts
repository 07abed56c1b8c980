import { Secret } from '../../src/base/secret.ts';
import type { Kind, KindContext } from '../../src/engine/kind.ts';
import type { FieldValues } from '../../src/engine/observation.ts';
import { ownerTagPrefix } from '../../src/engine/ownership/owner-tags.ts';
import type { Behaviour } from './fake-cloud/resource.ts';
import { call, changedFields, createdLook, createInput, field, idCalls, pick, schemaOf, timing } from './fake-kinds/parts.ts';
import { grant } from './fake-kinds/grant.ts';

/** Unknown outcome by window, with a field that only deep reads show: as a VPC. */
const net: Kind = {
  schema: schemaOf('Net', 'assigned', {
    cidr: field('string', { createOnly: true, required: true }),
    mode: field('string'),
    size: field('integer', { whenRemoved: 1 }),
    dns: field('boolean', { whenRemoved: false }),
    tags: field('map'),
  }),
  unknownOutcome: 'window',
  tagged: true,
  ...timing,
  canonical: (desired) => desired,
  claims: () => [],
  create: (context) => [call('CreateNet', createInput(context, ['cidr']))],
  created: (output, _context, seenAt) => createdLook(output, seenAt),
  deleteEmpty: ({ key }) => [call('DeleteNet', { id: key })],
  update: (context) => [call('ModifyNet', { id: context.observed.key, fields: changedFields(context) })],
  ...idCalls('Net'),
};

/** Takes a client token: as a route table. */
const gate: Kind = {
  schema: schemaOf('Gate', 'assigned', {
    netId: field('string', { reference: { kind: 'Net' }, createOnly: true, required: true }),
    label: field('string', { whenRemoved: '' }),
    tags: field('map'),
  }),
  unknownOutcome: 'token',
  tagged: true,
  ...timing,
  canonical: (desired) => desired,
  claims: () => [],
  create: (context) => [call('CreateGate', { ...createInput(context, ['netId', 'label']), token: context.token })],
  created: (output, _context, seenAt) => createdLook(output, seenAt),
  update: (context) => [call('ModifyGate', { id: context.observed.key, fields: changedFields(context) })],
  ...idCalls('Gate'),
};

/** Has a natural key, and comes with something to settle: as a subnet or a security group. */
const cell: Kind = {
  schema: schemaOf('Cell', 'assigned', {
    netId: field('string', { reference: { kind: 'Net' }, createOnly: true, required: true }),
    block: field('string', { createOnly: true, required: true }),
    open: field('boolean', { whenRemoved: false }),
    tags: field('map'),
  }),
  unknownOutcome: 'repeat',
  tagged: true,
  ...timing,
  canonical: (desired) => desired,
  claims: () => [],
  natural: ({ desired }) => (desired['netId'] === undefined ? undefined : pick(desired, ['netId', 'block'])),
  create: (context) => [call('CreateCell', createInput(context, ['netId', 'block', 'open']))],
  created: (output, _context, seenAt) => createdLook(output, seenAt),
  update: (context) => [call('ModifyCell', { id: context.observed.key, fields: changedFields(context) })],
  settle: ({ observed }) =>
    observed.atProvider['furniture'] === true && observed.marks?.[`${ownerTagPrefix}settled`] === undefined
      ? [call('SettleCell', { id: observed.key, settle: true, set: { [`${ownerTagPrefix}settled`]: 'true' } })]
      : [],
  ...idCalls('Cell'),
};

/** Known by name, with a password, slow to come and to go: as a database instance. */
const base: Kind = {
  schema: schemaOf(
    'Base',
    'name',
    {
      cellIds: field('strings', { reference: { kind: 'Cell' } }),
      size: field('integer'),
      passwordSecretRef: field('secretRef'),
      autoGeneratePassword: field('boolean', { directive: true }),
      tags: field('map'),
    },
    { connectionKeys: ['username', 'password', 'endpoint'] },
  ),
  unknownOutcome: 'repeat',
  tagged: true,
  ...timing,
  settleMs: 60_000,
  canonical: (desired) => desired,
  externalName: ({ name }) => name,
  canonicalName: (name) => name.toLowerCase(),
  claims: () => [],
  create: (context) => [
    call('CreateBase', {
      ...createInput(context, ['cellIds', 'size']),
      name: context.externalName,
      password: context.secrets['passwordSecretRef'],
    }),
  ],
  created: (output, _context, seenAt) => createdLook(output, seenAt),
  update: (context) => {
    const password = context.changes.some(({ cause }) => cause === 'secret') ? { password: context.secrets['passwordSecretRef'] } : {};
    return [call('ModifyBase', { id: context.observed.key, fields: changedFields(context), ...password })];
  },
  generatesSecret: { when: 'autoGeneratePassword', into: 'passwordSecretRef' },
  connection: ({ key }, { secrets }) => ({
    username: new Secret('admin'),
    endpoint: new Secret(`${key}.fake`),
    ...(secrets['passwordSecretRef'] === undefined ? {} : { password: secrets['passwordSecretRef'] }),
  }),
  ...idCalls('Base'),
};

/** Has neither tags nor an id: as a route. */
const path: Kind = {
  schema: schemaOf('Path', 'derived', {
    gateId: field('string', { reference: { kind: 'Gate' }, createOnly: true, required: true }),
    dest: field('string', { createOnly: true, required: true }),
    targetId: field('string', { reference: { kind: 'Cell', once: 'netId' } }),
  }),
  unknownOutcome: 'read',
  tagged: false,
  ...timing,
  canonical: (desired) => desired,
  externalName: ({ desired }) => pathKey(desired),
  parents: ({ desired }) => (typeof desired['gateId'] === 'string' ? [desired['gateId']] : []),
  claims: ({ desired }) => [pathKey(desired)].filter((key) => key !== undefined),
  matches: (observed, { desired }) => observed.fields['targetId'] === desired['targetId'],
  create: ({ desired }) => [call('CreatePath', { fields: pick(desired, ['gateId', 'dest', 'targetId']) })],
  created: () => undefined,
  update: (context) => [call('ModifyPath', { id: context.observed.key, fields: changedFields(context) })],
  delete: ({ observed }) => [call('DeletePath', { id: observed.key })],
};

function pathKey({ gateId, dest }: KindContext['desired']): string | undefined {
  return typeof gateId === 'string' && typeof dest === 'string' ? `${gateId}_${dest}` : undefined;
}

/** One of each sort that the engine tells apart. */
export const fakeKinds = { net, gate, cell, base, path, grant };

/** How the cloud side of each behaves. */
export const fakeBehaviours: readonly Behaviour[] = [
  { type: 'Net', tagged: true, deepFields: ['dns'] },
  { type: 'Gate', tagged: true, takesToken: true, refersBy: ['netId'] },
  { type: 'Cell', tagged: true, uniqueOf: natural('netId', 'block'), refersBy: ['netId'], furnished: true },
  {
    type: 'Base',
    tagged: true,
    idOf: (_fields, name) => name ?? '',
    refersBy: ['cellIds'],
    hasImmutableId: true,
    pendingMs: 40_000,
    deletingMs: 25_000,
  },
  { type: 'Path', tagged: false, idOf: (fields) => pathKey(fields) ?? '', refersBy: ['gateId', 'targetId'] },
  { type: 'Grant', tagged: true, uniqueOf: natural('netId', 'port'), refersBy: ['netId'] },
];

function natural(...names: readonly string[]): (fields: FieldValues) => string {
  return (fields) => names.map((name) => String(fields[name])).join(' ');
}
