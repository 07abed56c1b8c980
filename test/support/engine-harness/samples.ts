import type { Kind } from '../../../src/engine/kind.ts';
import type { FakeCloud } from '../fake-cloud.ts';
import type { Resource } from '../fake-cloud/resource.ts';
import type { EngineHarness } from '../engine-harness.ts';
import { fakeKinds } from '../fake-kinds.ts';

/** One object of a kind, whose parents stand in the cloud already, made by hand. */
export interface Sample {
  readonly kind: Kind;
  /** forProvider members that make it. */
  readonly made: (cloud: FakeCloud) => object;
  /** What an update changes them to. */
  readonly changed: object;
  /** Members of spec beside forProvider. */
  readonly spec?: object;
  /** How many cloud resources it is. */
  readonly count: number;
}

const tags = { team: 'blue' };

/** One for every sort of kind. */
export const samples: readonly Sample[] = [
  {
    kind: fakeKinds.net,
    made: () => ({ cidr: '10', mode: 'a', dns: true, tags }),
    changed: { cidr: '10', mode: 'b', dns: false, tags },
    count: 1,
  },
  { kind: fakeKinds.gate, made: (cloud) => ({ netId: netIn(cloud), label: 'a', tags }), changed: { label: 'b', tags }, count: 1 },
  {
    kind: fakeKinds.cell,
    made: (cloud) => ({ netId: netIn(cloud), block: '1', open: true, tags }),
    changed: { open: false, tags },
    count: 1,
  },
  {
    kind: fakeKinds.base,
    made: (cloud) => ({
      cellIds: [cellIn(cloud)],
      size: 1,
      autoGeneratePassword: true,
      passwordSecretRef: { name: 'password', key: 'value' },
      tags,
    }),
    changed: { size: 2, tags },
    spec: { writeConnectionSecretToRef: { name: 'connection' } },
    count: 1,
  },
  { kind: fakeKinds.path, made: (cloud) => ({ gateId: gateIn(cloud), dest: 'd', targetId: cellIn(cloud) }), changed: {}, count: 1 },
  {
    kind: fakeKinds.grant,
    made: (cloud) => ({ netId: netIn(cloud), ports: ['1', '2'], tags }),
    changed: { ports: ['2', '3'], tags },
    count: 2,
  },
];

/** Applies the sample's object `one`. Returns its forProvider. */
export function applySample(harness: EngineHarness, { kind, made, spec }: Sample, members: object = {}): object {
  const forProvider = { ...made(harness.cloud), ...members };
  harness.apply(kind, 'one', forProvider, spec === undefined ? {} : { spec });
  return forProvider;
}

/** The cloud resources that the sample's kind has made: its parents are of other kinds, or made by hand. */
export function madeBySample(cloud: FakeCloud, { kind }: Sample): readonly Resource[] {
  return cloud.all(kind.schema.kind).filter(({ now }) => now.tags['by'] !== 'hand');
}

function netIn(cloud: FakeCloud): string {
  return standing(cloud, 'Net', { cidr: '0' });
}

function cellIn(cloud: FakeCloud): string {
  return standing(cloud, 'Cell', { netId: netIn(cloud), block: '0' });
}

function gateIn(cloud: FakeCloud): string {
  return standing(cloud, 'Gate', { netId: netIn(cloud) });
}

function standing(cloud: FakeCloud, type: string, fields: object): string {
  const there = cloud.all(type).find(({ now }) => now.tags['by'] === 'hand');
  return (there ?? cloud.make(type, { ...fields }, { tags: { by: 'hand' } })).id;
}
