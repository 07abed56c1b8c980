import type { DeepValues, SendRead, Source, AwsKind, DeepPart } from '../../../../src/aws/aws-kind.ts';
import type { Lane } from '../../../../src/aws/budget/call-bucket.ts';
import type { InformerDeps, ListingReport, WakeCause } from '../../../../src/aws/informer/informer-deps.ts';
import type { KindView } from '../../../../src/aws/informer/kind-view.ts';
import { SourceInformer } from '../../../../src/aws/informer/source-informer.ts';
import { silentLogger } from '../../../../src/base/logger.ts';
import { TaskGroup } from '../../../../src/base/task-group.ts';
import type { ObjectKey } from '../../../../src/engine/cloud.ts';
import type { CloudState, Observation, Owner } from '../../../../src/engine/observation.ts';
import { ownerTags, parseOwner, userTags } from '../../../../src/engine/ownership/owner-tags.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

export const controlPlane = 'test';

/** A resource of the cloud that these tests watch. */
export interface Net {
  readonly Id: string;
  readonly State?: string;
  readonly Tags?: Readonly<Record<string, string>>;
  /** Parts of the item, for the kind that is made of them. */
  readonly Parts?: readonly string[];
  readonly Alias?: string;
}

export interface Call {
  readonly lane: Lane;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** Holds nets, lists them a page at a time with EC2's filters, and counts calls. */
export class Cloud {
  readonly nets = new Map<string, Net>();
  readonly calls: Call[] = [];
  /** Ids that answers leave out, though they are there. */
  readonly hidden = new Set<string>();
  /** What the deep operation says of each id. */
  readonly deep = new Map<string, string>();
  fail: ((call: Call) => Error | undefined) | undefined;

  put(...nets: readonly Net[]): void {
    for (const net of nets) this.nets.set(net.Id, net);
  }

  send(lane: Lane): SendRead {
    return (_service, operation, input) => {
      const call = { lane, operation, input };
      this.calls.push(call);
      const error = this.fail?.(call);
      if (error !== undefined) return Promise.reject(error);
      if (operation === 'DescribeDeep') return Promise.resolve({ Value: this.deep.get(input['Id'] as string) });
      return Promise.resolve(this.#list(input));
    };
  }

  take(): readonly Call[] {
    return this.calls.splice(0);
  }

  #list(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const filters = (input['Filters'] ?? []) as readonly Filter[];
    const all = [...this.nets.values()].filter((net) => !this.hidden.has(net.Id) && filters.every((filter) => passes(net, filter)));
    const from = Number(input['NextToken'] ?? 0);
    const to = from + ((input['MaxResults'] as number | undefined) ?? all.length);
    // Fresh objects each time, as a parser makes them.
    return { Nets: structuredClone(all.slice(from, to)), ...(to < all.length ? { NextToken: String(to) } : {}) };
  }
}

function passes(net: Net, { Name: name, Values: values }: Filter): boolean {
  const value = name === 'net-id' ? net.Id : name === 'alias' ? net.Alias : net.Tags?.[name.replace(/^tag:/, '')];
  return value !== undefined && values.includes(value);
}

export const nets: Source = {
  service: 'ec2',
  operation: 'DescribeNets',
  items: 'Nets',
  pageSize: 5,
  tagFilter: true,
  idFilter: 'net-id',
  idsPerCall: 200,
  idOf: (item: Net) => item.Id,
};

/** Only what an informer looks at; the rest of a kind is the engine's. */
function kindOf(name: string, source: Source, observe: AwsKind['observe'], deep: readonly DeepPart[] = []): AwsKind {
  return {
    schema: {
      group: 'test',
      version: 'v1',
      kind: name,
      plural: `${name.toLowerCase()}s`,
      description: '',
      externalName: { from: 'assigned', description: '', example: '' },
      forProvider: {},
      atProvider: { uptime: { type: 'integer', description: '', volatile: true } },
    },
    unknownOutcome: 'window',
    tagged: true,
    visibilityWindowMs: 300_000,
    settleMs: 1000,
    canonical: (desired) => desired,
    claims: () => [],
    create: () => [],
    created: () => undefined,
    update: () => [],
    delete: () => [],
    source,
    observe,
    deep,
  };
}

export function netObservation(net: Net, seenAt: number): Observation {
  const owner = net.Tags === undefined ? undefined : parseOwner(net.Tags);
  return {
    key: net.Id,
    ...(net.Alias === undefined ? {} : { aliases: [net.Alias] }),
    ...(owner === undefined ? {} : { owner }),
    tags: userTags(net.Tags ?? {}),
    fields: {},
    atProvider: { id: net.Id, uptime: seenAt },
    state: { phase: 'usable', reason: net.State ?? 'Available' },
    seenAt,
  };
}

export const dnsPart: DeepPart = {
  name: 'dns',
  fields: ['dns'],
  keysPerRead: 1,
  read: async (send, observations) => {
    const values = new Map<string, DeepValues>();
    for (const { key } of observations) {
      const { Value: value } = await send('ec2', 'DescribeDeep', { Id: key });
      if (value !== undefined) values.set(key, { fields: { dns: value } });
    }
    return values;
  },
};

export const netKind = kindOf('Net', nets, (item: Net, _where, seenAt) => [netObservation(item, seenAt)]);
export const deepKind = kindOf('Net', nets, (item: Net, _where, seenAt) => [netObservation(item, seenAt)], [
  { ...dnsPart, initial: { dns: 'on' } },
]);
/** Its listing shows no tags: a deep read does. */
export const tagsPart: DeepPart = {
  name: 'tags',
  fields: ['tags'],
  keysPerRead: 10,
  read: async (send, observations) => {
    const { Value: value } = await send('ec2', 'DescribeDeep', { Id: 'tags' });
    const tags = JSON.parse(String(value)) as Readonly<Record<string, string>>;
    return new Map(observations.map(({ key }) => [key, { tags }]));
  },
};
/** Beside what is read late, something that is read as soon as a net is there. */
export const earlyKind = kindOf('Net', nets, (item: Net, _where, seenAt) => [netObservation(item, seenAt)], [
  dnsPart,
  {
    name: 'gate',
    fields: ['gateId'],
    keysPerRead: 2,
    early: true,
    read: async (send, observations) => {
      const keys = observations.map(({ key }) => key);
      const { Value: value } = await send('ec2', 'DescribeDeep', { Id: keys.join(' ') });
      return new Map(value === undefined ? [] : keys.map((key) => [key, { atProvider: { gateId: value } }]));
    },
  },
]);
export const deepTagsKind = kindOf(
  'Net',
  nets,
  (item: Net, _where, seenAt) => {
    const { tags: _tags, owner: _owner, ...rest } = netObservation(item, seenAt);
    return [rest];
  },
  [tagsPart],
);
function tieState({ State: state }: Net): CloudState {
  return state === 'Leaving' ? { phase: 'deleting', reason: 'Leaving' } : { phase: 'usable', reason: 'Available' };
}

/** Its keys do not tell the item: they are found by a filter. `Alias` of a net is the key. */
export const filteredKind: AwsKind = {
  ...kindOf('Tie', nets, (item: Net, _where, seenAt) =>
    item.Alias === undefined ? [] : [{ key: item.Alias, fields: { net: item.Id }, atProvider: {}, state: tieState(item), seenAt }],
  ),
  filtersOf: (name) => ({ filters: [{ Name: 'alias', Values: [name] }] }),
};
/** Parts of nets, as routes are of route tables: `net-1_part`. */
export const partKind: AwsKind = {
  ...kindOf('Part', nets, (item: Net, _where, seenAt) =>
    (item.Parts ?? []).map((part) => ({
      key: `${item.Id}_${part}`,
      fields: {},
      atProvider: {},
      state: { phase: 'usable', reason: 'Available' } as const,
      seenAt,
    })),
  ),
  itemIdOf: (key) => (key.includes('_') ? key.split('_')[0] : undefined),
};
export const untaggedSource: Source = { ...nets, tagFilter: false };

export function owner(name: string, attempt = 1): Owner {
  return { controlPlane, kind: 'Net.test', namespace: 'ns', name, uid: `uid-${name}`, attempt };
}

export function object(name: string, kind = 'Net.test'): ObjectKey {
  return { kind, namespace: 'ns', name };
}

/** A net with our owner tags, named after its owner. */
export function ownedNet(name: string, more: Partial<Net> = {}): Net {
  return { Id: `net-${name}`, Tags: ownerTags(owner(name)), ...more };
}

/** The input of a listing's first page. */
export const listing = { Filters: [{ Name: 'tag:evenkeel.dev:control-plane', Values: [controlPlane] }], MaxResults: 5 };

/** The input of a read by id. */
export function byId(...ids: readonly string[]): object {
  return { Filters: [{ Name: 'net-id', Values: ids }], MaxResults: 5 };
}

export function names(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `n${from + index}`);
}

export interface Woken {
  readonly names: readonly string[];
  readonly cause: WakeCause;
}

/** An informer over a cloud, under a fake clock. */
export class Bench {
  readonly clock = new FakeClock();
  readonly cloud = new Cloud();
  readonly woken: Woken[] = [];
  readonly reports: ListingReport[] = [];
  readonly abort = new AbortController();
  readonly tasks = new TaskGroup(silentLogger);
  readonly view: KindView;
  readonly informer: SourceInformer;

  constructor(kind: AwsKind = netKind, settings: Partial<InformerDeps['settings']> = {}) {
    this.informer = new SourceInformer(kind.source, {
      clock: this.clock,
      random: seededRandom(7),
      logger: silentLogger,
      where: { partition: 'aws', account: '123456789012', region: 'eu-central-1' },
      controlPlane,
      settings: { sweepIntervalMs: 60_000, deepIntervalMs: 3_600_000, coalesceMs: 50, ...settings },
      send: (lane) => this.cloud.send(lane),
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      wake: (objects, cause) => this.woken.push({ names: objects.map(({ name }) => name).toSorted(), cause }),
      onListing: (report) => this.reports.push(report),
      background: (name, run) => this.tasks.start(name, run),
      signal: this.abort.signal,
    });
    this.view = this.informer.view(kind);
  }

  /** Watches an object per key and runs the first sweep. */
  async watch(...keys: readonly string[]): Promise<void> {
    for (const key of keys) this.view.watch(object(key.replace(/^net-/, '')), { keys: [key], parents: [] });
    await this.clock.settle();
    this.reset();
  }

  reset(): void {
    this.cloud.take();
    this.woken.splice(0);
    this.reports.splice(0);
  }

  /** Long enough for exactly one more sweep, whatever its jitter. */
  async nextSweep(): Promise<void> {
    const before = this.reports.length;
    await this.clock.advanceUntil(() => this.reports.length > before, 120_000);
    await this.clock.settle();
  }

  async read(name: string, deep?: 'all'): Promise<Observation | undefined> {
    const reading = this.view.read(name, {
      notBefore: this.clock.now(),
      signal: this.abort.signal,
      ...(deep === undefined ? {} : { deep }),
    });
    await this.clock.advance(200);
    return await reading;
  }

  async stop(): Promise<void> {
    this.abort.abort(new Error('test is over'));
    await this.tasks.settled();
  }
}
