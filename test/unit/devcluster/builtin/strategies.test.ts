import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Strategy } from '../../../../src/devcluster/api/strategy.ts';
import { builtinResources } from '../../../../src/devcluster/builtin/builtin-resources.ts';
import { strategyOf } from '../../../../src/devcluster/builtin/strategies.ts';

function strategy(kind: string, group?: string): Strategy {
  const resource = builtinResources().find((each) => each.kind === kind && (group === undefined || each.group === group));
  assert(resource);
  return strategyOf(resource);
}

function created(kind: string, object: JsonObject): JsonObject | undefined {
  return strategy(kind).prepareCreate?.({ kind, ...object });
}

/** What is wrong, as `field: reason`. */
function wrong(kind: string, object: JsonObject, old?: JsonObject): readonly string[] | undefined {
  return strategy(kind)
    .validate?.({ kind, ...object }, old)
    .map(({ field, reason }) => `${field}: ${reason}`);
}

describe('strategyOf: what comes in', () => {
  it('puts stringData into data, over what is there', () => {
    assert.deepEqual(created('Secret', { data: { a: 'YQ==', b: 'Yg==' }, stringData: { b: 'é' } }), {
      kind: 'Secret',
      type: 'Opaque',
      data: { a: 'YQ==', b: 'w6k=' },
    });
  });

  it('keeps the type of a Secret', () => assert.equal(created('Secret', { type: 'x/y' })?.['type'], 'x/y'));

  for (const [value, at] of [
    ['!!!', 0],
    ['YWJj!', 4],
    ['YWJ', 3],
  ] as const) {
    it(`refuses ${value}, which is no base64, at byte ${at}`, () => {
      assert.throws(() => created('Secret', { data: { a: value } }), {
        code: 400,
        message: `Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte ${at}`,
      });
    });
  }

  it('takes null for an empty text in data, and an empty text as it is', () => {
    assert.deepEqual(created('Secret', { data: { a: null, b: '' }, stringData: { c: null } })?.['data'], { a: '', b: '', c: '' });
    assert.deepEqual(created('ConfigMap', { data: { a: null }, binaryData: { b: null } }), {
      kind: 'ConfigMap',
      data: { a: '' },
      binaryData: { b: '' },
    });
  });

  const goTime = '2006-01-02T15:04:05.000000Z07:00';
  for (const [time, rest, wanted] of [
    ['2026-01-01T00:00:00Z', 'Z', '.000000'],
    ['2026-01-01T00:00:00.123Z', '.123Z', '.000000'],
    ['2026-01-01T00:00:00.123456789Z', '789Z', 'Z07:00'],
  ] as const) {
    it(`refuses ${time}, which is not of six digits, in leases and events`, () => {
      const message = (kind: string): string =>
        `${kind} in version "v1" cannot be handled as a ${kind}: parsing time "${time}" as "${goTime}": cannot parse "${rest}" as "${wanted}"`;
      assert.throws(() => created('Lease', { spec: { renewTime: time } }), { code: 400, message: message('Lease') });
      assert.throws(() => created('Event', { eventTime: time }), { code: 400, message: message('Event') });
    });
  }

  it('takes times of six digits in any zone', () => {
    const spec = { acquireTime: '2026-01-01T00:00:00.000000Z', renewTime: '2026-01-01T00:00:00.123456+02:00' };
    assert.deepEqual(created('Lease', { spec }), { kind: 'Lease', spec });
  });

  it('gives a namespace its finalizer, phase and label', () => {
    assert.deepEqual(created('Namespace', { metadata: { name: 'a', labels: { b: 'c' }, creationTimestamp: null } }), {
      kind: 'Namespace',
      metadata: { name: 'a', labels: { b: 'c', 'kubernetes.io/metadata.name': 'a' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });

  it('gives users and groups their API group', () => {
    const binding = created('RoleBinding', {
      roleRef: { kind: 'Role', name: 'r' },
      subjects: [
        { kind: 'Group', name: 'g' },
        { kind: 'ServiceAccount', name: 's' },
      ],
    });
    assert.deepEqual(binding?.['roleRef'], { kind: 'Role', name: 'r', apiGroup: 'rbac.authorization.k8s.io' });
    assert.deepEqual(binding['subjects'], [
      { kind: 'Group', name: 'g', apiGroup: 'rbac.authorization.k8s.io' },
      { kind: 'ServiceAccount', name: 's' },
    ]);
  });

  it('drops nulls, at any depth', () => {
    assert.deepEqual(created('Role', { rules: [{ verbs: ['get'], resources: null }], metadata: { creationTimestamp: null } }), {
      kind: 'Role',
      rules: [{ verbs: ['get'] }],
      metadata: {},
    });
  });

  it('leaves nulls in definitions, where they are defaults', () => {
    const definition = { spec: { names: {}, default: null, conversion: { strategy: 'None' } } };
    assert.deepEqual(strategy('CustomResourceDefinition').prepareCreate?.(definition), definition);
  });
});

describe('strategyOf: what is wrong', () => {
  const frozen = { immutable: true, type: 'Opaque', data: { a: 'YQ==' } };
  const rule = { verbs: ['get'], apiGroups: [''], resources: ['secrets'] };
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' };
  const cases: readonly (readonly [name: string, kind: string, object: JsonObject, wrong: readonly string[], old?: JsonObject])[] = [
    ['a good Secret', 'Secret', { type: 'Opaque', data: { 'a.b-c_d': 'YQ==' } }, []],
    ['a key with a space', 'Secret', { type: 'Opaque', data: { 'a b': '' } }, ['data[a b]: FieldValueInvalid']],
    ['a key that is a path', 'ConfigMap', { data: { '..a': '' } }, ['data[..a]: FieldValueInvalid']],
    ['too long a key', 'ConfigMap', { data: { ['a'.repeat(254)]: '' } }, [`data[${'a'.repeat(254)}]: FieldValueInvalid`]],
    ['a TLS Secret without a key', 'Secret', { type: 'kubernetes.io/tls', data: { 'tls.crt': '' } }, ['data[tls.key]: FieldValueRequired']],
    ['too much', 'Secret', { type: 'Opaque', data: { a: 'A'.repeat(4 * 349_528) } }, ['data: FieldValueTooLong']],
    ['as much as may be', 'ConfigMap', { data: { a: 'x'.repeat(1024 * 1024) } }, []],
    ['a Secret that is another now', 'Secret', { type: 'b' }, ['type: FieldValueInvalid'], { type: 'a' }],
    ['the same immutable Secret', 'Secret', frozen, [], frozen],
    ['a changed immutable Secret', 'Secret', { ...frozen, data: {} }, ['data: FieldValueForbidden'], frozen],
    ['a thawed Secret', 'Secret', { ...frozen, immutable: false }, ['immutable: FieldValueForbidden'], frozen],
    ['a key twice', 'ConfigMap', { data: { a: '' }, binaryData: { a: '' } }, ['data[a]: FieldValueInvalid']],
    ['a namespace with a dot', 'Namespace', { metadata: { name: 'a.b' } }, ['metadata.name: FieldValueInvalid']],
    ['too long a namespace', 'Namespace', { metadata: { name: 'a'.repeat(64) } }, ['metadata.name: FieldValueInvalid']],
    ['a lease without duration', 'Lease', { spec: { leaseDurationSeconds: 0 } }, ['spec.leaseDurationSeconds: FieldValueInvalid']],
    ['fewer than no transitions', 'Lease', { spec: { leaseTransitions: -1 } }, ['spec.leaseTransitions: FieldValueInvalid']],
    ['a rule without verbs', 'Role', { rules: [rule, {}] }, ['rules[1].verbs: FieldValueRequired']],
    ['a rule without group', 'ClusterRole', { rules: [{ ...rule, apiGroups: [] }] }, ['rules[0].apiGroups: FieldValueRequired']],
    ['a rule on paths', 'ClusterRole', { rules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }] }, []],
    ['a role of no kind', 'RoleBinding', { roleRef: { ...roleRef, kind: 'X' } }, ['roleRef.kind: FieldValueNotSupported']],
    ['a Role for the cluster', 'ClusterRoleBinding', { roleRef }, ['roleRef.kind: FieldValueNotSupported']],
    ['a role of another group', 'RoleBinding', { roleRef: { ...roleRef, apiGroup: 'x' } }, ['roleRef.apiGroup: FieldValueNotSupported']],
    [
      'subjects of another group',
      'RoleBinding',
      { roleRef, subjects: ['User', 'ServiceAccount'].map((kind) => ({ kind, name: 's', apiGroup: 'x' })) },
      ['subjects[0].apiGroup: FieldValueNotSupported', 'subjects[1].apiGroup: FieldValueNotSupported'],
    ],
    ['another role', 'RoleBinding', { roleRef: { ...roleRef, name: 's' } }, ['roleRef: FieldValueInvalid'], { roleRef }],
    [
      'an account of no namespace',
      'ClusterRoleBinding',
      { roleRef: { ...roleRef, kind: 'ClusterRole' }, subjects: [{ kind: 'ServiceAccount', name: 's' }] },
      ['subjects[0].namespace: FieldValueRequired'],
    ],
    [
      'an event elsewhere',
      'Event',
      { metadata: { namespace: 'a' }, involvedObject: { namespace: 'b' } },
      ['involvedObject.namespace: FieldValueInvalid'],
    ],
    ['an event of the cluster', 'Event', { metadata: { namespace: 'default' }, involvedObject: {} }, []],
  ];
  for (const [name, kind, object, expected, old] of cases) {
    it(name, () => assert.deepEqual(wrong(kind, object, old), expected));
  }
});

describe('strategyOf: warnings', () => {
  const definition = (...formats: readonly string[]): JsonObject => ({
    spec: {
      versions: formats.map((format) => ({
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { a: { type: 'array', items: { type: 'string', format } }, n: { type: 'integer', format: 'of-a-number' } },
          },
        },
      })),
    },
  });
  const warnings = (object: JsonObject, old?: JsonObject): readonly string[] | undefined =>
    strategy('CustomResourceDefinition').warnings?.(object, old);

  it('tells each unknown format of a text once, where it is new', () => {
    assert.deepEqual(warnings(definition('odd', 'email', 'isbn13', 'date-time', 'int32', 'odd')), [
      'unrecognized format "int32"',
      'unrecognized format "odd"',
    ]);
    assert.deepEqual(warnings(definition('odd', 'other'), definition('odd')), ['unrecognized format "other"']);
  });
});

describe('strategyOf: events', () => {
  const other = {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    regarding: { name: 'v' },
    note: 'made',
    reportingController: 'c',
    deprecatedSource: { component: 'k' },
    deprecatedFirstTimestamp: 't1',
    deprecatedLastTimestamp: 't2',
    deprecatedCount: 2,
    type: 'Normal',
  };
  const core = {
    apiVersion: 'v1',
    kind: 'Event',
    involvedObject: { name: 'v' },
    message: 'made',
    reportingComponent: 'c',
    source: { component: 'k' },
    firstTimestamp: 't1',
    lastTimestamp: 't2',
    count: 2,
    type: 'Normal',
  };

  it('are the same in both forms', () => {
    assert.deepEqual(strategy('Event').toVersion?.(other, 'v1'), core);
    assert.deepEqual(strategy('Event').toVersion?.(core, 'events.k8s.io/v1'), other);
  });

  it('keep their form when it is the one asked for', () => assert.deepEqual(strategy('Event').toVersion?.(core, 'v1'), core));

  it('are selected by what each form calls the object, and go after an hour', () => {
    assert(strategy('Event', '').selectableFields?.includes('involvedObject.uid'));
    assert(strategy('Event', 'events.k8s.io').selectableFields?.includes('regarding.uid'));
    assert.equal(strategy('Event').expiresAfterMs, 3_600_000);
  });
});
