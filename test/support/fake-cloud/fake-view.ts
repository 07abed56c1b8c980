import { Gate } from '../../../src/base/gate.ts';
import { deepEqual } from '../../../src/base/json.ts';
import { sleep, type Clock } from '../../../src/base/clock.ts';
import type { CloudView, Interest, ObjectKey, ReadOptions, Sighting } from '../../../src/engine/cloud.ts';
import { kindName, type Kind } from '../../../src/engine/kind.ts';
import type { FieldValues, Observation, OwnerIdentity } from '../../../src/engine/observation.ts';
import { sameIdentity } from '../../../src/engine/ownership/owner-tags.ts';
import type { FakeCloud, SeenRead } from '../fake-cloud.ts';

export interface FakeViewDeps {
  readonly cloud: FakeCloud;
  readonly clock: Clock;
  readonly kind: Kind;
  readonly controlPlane: string;
  readonly wake: (objects: readonly ObjectKey[]) => void;
  /** Lets a call to the cloud through, never if the process is dead. */
  readonly call: <T>(run: () => T) => Promise<T>;
  readonly signal: AbortSignal;
}

interface Entry {
  readonly key: string;
  base: Observation | undefined;
  deep: { readonly values: FieldValues; readonly seenAt: number } | undefined;
  state: Sighting['state'];
  seenAt: number;
  revision: number;
  missedAt: number | undefined;
  goneAt: number;
}

const sweepMs = 60_000;
const confirmAfterMs = 10_000;

/** The view of one kind: lists by owner tag and watched key every minute, and confirms what is missing by two reads by id. */
export class FakeView implements CloudView {
  readonly #deps: FakeViewDeps;
  readonly #type: string;
  readonly #entries = new Map<string, Entry>();
  readonly #watchers = new Map<string, { readonly object: ObjectKey; readonly interest: Interest }>();
  readonly #synced = new Gate();
  #listedAt: number | undefined;
  #started = false;

  constructor(deps: FakeViewDeps) {
    this.#deps = deps;
    this.#type = deps.kind.schema.kind;
  }

  synced(signal: AbortSignal): Promise<void> {
    return this.#synced.passed(signal);
  }

  listedAt(): number | undefined {
    return this.#listedAt;
  }

  get(name: string): Sighting {
    const entry = this.#find(name);
    const observation = entry === undefined ? undefined : merged(entry);
    if (entry?.state === 'present' && observation !== undefined) return { state: 'present', observation };
    if (entry?.state === 'gone') return { state: 'gone', confirmedAt: entry.goneAt };
    return entry?.state === 'suspect' ? { state: 'suspect' } : { state: 'unseen' };
  }

  owned(owner: OwnerIdentity): readonly Observation[] {
    return this.#owned(owner).flatMap((entry) => merged(entry) ?? []);
  }

  allOwned(): readonly Observation[] {
    const { controlPlane } = this.#deps;
    return [...this.#entries.values()]
      .filter(({ state, base }) => state === 'present' && base?.owner?.controlPlane === controlPlane)
      .flatMap((entry) => merged(entry) ?? []);
  }

  async read(name: string, options: ReadOptions): Promise<Observation | undefined> {
    const fresh = this.#find(name);
    if (fresh === undefined || !this.#isFresh(fresh, options.notBefore)) await this.#readById(name, options.notBefore);
    const entry = this.#find(name);
    if (entry?.state !== 'present' || !this.#isFresh(entry, options.notBefore)) return undefined;
    await this.#readDeep(entry, options);
    return merged(entry);
  }

  async lookUpOwner(owner: OwnerIdentity & { readonly uid: string }, options: ReadOptions): Promise<readonly Observation[]> {
    const { cloud } = this.#deps;
    const found = await this.#ask('owner', options.notBefore, (at) =>
      cloud.query(this.#type, at, (_resource, look) => look.owner?.uid === owner.uid),
    );
    return this.#withDeep(found.filter((look) => look.owner !== undefined && sameIdentity(look.owner, owner)).toSorted(byAttempt), options);
  }

  async lookUpNatural(natural: unknown, options: ReadOptions): Promise<readonly Observation[]> {
    const { cloud } = this.#deps;
    const wanted = Object.entries(natural as FieldValues);
    const isIt = (look: Observation): boolean => wanted.every(([name, value]) => look.fields[name] === value);
    return this.#withDeep(
      await this.#ask('natural', options.notBefore, (at) => cloud.query(this.#type, at, (_resource, look) => isIt(look))),
      options,
    );
  }

  record(observation: Observation): void {
    const entry = this.#entry(observation.key);
    if (entry.state === 'present' && entry.seenAt > observation.seenAt) return;
    this.#see(observation, observation.seenAt);
  }

  forget(key: string): void {
    this.#entries.delete(key);
    if ([...this.#watchers.values()].some(({ interest }) => interest.keys.includes(key))) this.#entry(key);
  }

  watch(object: ObjectKey, interest: Interest): void {
    this.#watchers.set(idOf(object), { object, interest });
    for (const key of interest.keys) if (this.#find(key) === undefined) this.#entry(key);
    if (this.#started) return;
    this.#started = true;
    void this.#sweeps();
  }

  unwatch(object: ObjectKey): void {
    this.#watchers.delete(idOf(object));
  }

  async #sweeps(): Promise<void> {
    const { clock, signal } = this.#deps;
    while (!signal.aborted) {
      await this.#list().catch(() => undefined);
      await sleep(clock, sweepMs, signal).catch(() => undefined);
    }
  }

  async #list(): Promise<void> {
    const { cloud, controlPlane } = this.#deps;
    const keys = [...this.#watchers.values()].flatMap(({ interest }) => interest.keys);
    const parents = [...this.#watchers.values()].flatMap(({ interest }) => interest.parents);
    const shown = (look: Observation): boolean =>
      look.owner?.controlPlane === controlPlane ||
      [look.key, ...(look.aliases ?? [])].some((name) => keys.includes(name)) ||
      Object.values(look.fields).some((value) => typeof value === 'string' && parents.includes(value));
    let startedAt = 0;
    const listed = await this.#ask('list', 0, (at) => {
      startedAt = at;
      return cloud.query(this.#type, at, ({ id }, look) => shown(look) && !isLeftOut(cloud, id));
    });
    for (const entry of this.#entries.values())
      if (entry.state === 'present' && entry.seenAt < startedAt && !listed.some(({ key }) => key === entry.key)) this.#missed(entry);
    this.#listedAt = startedAt;
    this.#synced.open();
  }

  /** One call to the cloud; what it shows is taken in. */
  async #ask(how: SeenRead['how'], notBefore: number, run: (at: number) => readonly Observation[]): Promise<readonly Observation[]> {
    const { cloud, clock, call, signal } = this.#deps;
    if (notBefore > clock.now()) await sleep(clock, notBefore - clock.now(), signal);
    const startedAt = clock.now();
    const found = await call(() => {
      cloud.reads.push({ how, type: this.#type, at: startedAt });
      if (cloud.outage !== undefined) throw cloud.outage;
      return run(startedAt);
    });
    for (const observation of found) this.#see(observation, startedAt);
    return found;
  }

  async #readById(name: string, notBefore: number): Promise<void> {
    const { cloud } = this.#deps;
    let at = 0;
    const found = await this.#ask('read', notBefore, (startedAt) => {
      at = startedAt;
      const look = cloud.read(this.#type, name, startedAt);
      return look === undefined ? [] : [look];
    });
    const entry = this.#find(name);
    if (found.length === 0 && entry !== undefined) this.#readMissed(entry, at);
  }

  async #readDeep(entry: Entry, { deep = [], notBefore }: ReadOptions): Promise<void> {
    const { cloud, clock, call } = this.#deps;
    const fields = cloud.behaviour(this.#type).deepFields ?? [];
    const wanted = deep === 'all' ? fields.length > 0 : fields.some((field) => deep.includes(field));
    if (!wanted || (entry.deep !== undefined && entry.deep.seenAt >= notBefore && entry.revision === cloud.revision)) return;
    const seenAt = clock.now();
    const values = await call(() => {
      cloud.reads.push({ how: 'deep', type: this.#type, at: seenAt });
      if (cloud.outage !== undefined) throw cloud.outage;
      return cloud.deep(this.#type, entry.key);
    });
    entry.deep = { values, seenAt };
  }

  async #withDeep(found: readonly Observation[], options: ReadOptions): Promise<readonly Observation[]> {
    const entries = found.flatMap(({ key }) => this.#entries.get(key) ?? []);
    for (const entry of entries) await this.#readDeep(entry, options);
    return entries.flatMap((entry) => merged(entry) ?? []);
  }

  #see(observation: Observation, seenAt: number): void {
    const entry = this.#entry(observation.key);
    const before = entry.state === 'present' ? entry.base : undefined;
    if (entry.state === 'gone') entry.deep = undefined;
    Object.assign(entry, { base: observation, state: 'present', seenAt, revision: this.#deps.cloud.revision, missedAt: undefined });
    if (before === undefined || !deepEqual({ ...before, seenAt: 0 }, { ...observation, seenAt: 0 })) this.#wake(entry);
  }

  /** A listing lacks it: it is asked for by id. */
  #missed(entry: Entry): void {
    entry.state = 'suspect';
    this.#confirmLater(entry, 0);
  }

  /** A read by id lacks it: the second that does so ten seconds later tells that it is gone. */
  #readMissed(entry: Entry, at: number): void {
    if (entry.state === 'gone') return;
    if (entry.missedAt !== undefined && at >= entry.missedAt + confirmAfterMs) {
      Object.assign(entry, { state: 'gone', goneAt: at });
      this.#wake(entry);
      return;
    }
    entry.state = 'suspect';
    if (entry.missedAt === undefined) this.#confirmLater(entry, confirmAfterMs);
    entry.missedAt ??= at;
  }

  #confirmLater(entry: Entry, afterMs: number): void {
    const { clock, signal } = this.#deps;
    clock.after(afterMs, () => {
      if (signal.aborted || this.#entries.get(entry.key) !== entry || entry.state !== 'suspect') return;
      this.#readById(entry.key, 0).catch(() => this.#confirmLater(entry, confirmAfterMs));
    });
  }

  #wake(entry: Entry): void {
    const names = new Set([entry.key, ...(entry.base?.aliases ?? [])]);
    const watching = [...this.#watchers.values()]
      .filter(({ interest }) => interest.keys.some((key) => names.has(key)))
      .map(({ object }) => object);
    const owner = entry.base?.owner;
    const ours = owner?.controlPlane === this.#deps.controlPlane && owner.kind === kindName(this.#deps.kind.schema);
    this.#deps.wake(
      ours && owner !== undefined ? [...watching, { kind: owner.kind, namespace: owner.namespace, name: owner.name }] : watching,
    );
  }

  #isFresh(entry: Entry, notBefore: number): boolean {
    return entry.seenAt > notBefore || (entry.seenAt === notBefore && entry.revision === this.#deps.cloud.revision);
  }

  #find(name: string): Entry | undefined {
    return [...this.#entries.values()].find((entry) => entry.base?.aliases?.includes(name)) ?? this.#entries.get(name);
  }

  #entry(key: string): Entry {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const made: Entry = {
      key,
      base: undefined,
      deep: undefined,
      state: 'unseen',
      seenAt: -1,
      revision: -1,
      missedAt: undefined,
      goneAt: 0,
    };
    this.#entries.set(key, made);
    return made;
  }

  #owned(owner: OwnerIdentity): readonly Entry[] {
    return [...this.#entries.values()]
      .filter(({ state, base }) => state !== 'gone' && base?.owner !== undefined && sameIdentity(base.owner, owner))
      .toSorted((a, b) => (a.base === undefined || b.base === undefined ? 0 : byAttempt(a.base, b.base)));
  }
}

function byAttempt(a: Observation, b: Observation): number {
  return (a.owner?.attempt ?? 0) - (b.owner?.attempt ?? 0);
}

function merged({ base, deep, seenAt }: Entry): Observation | undefined {
  if (base === undefined || deep === undefined) return base === undefined ? undefined : { ...base, seenAt };
  const { unknown: _unknown, ...rest } = base;
  return { ...rest, fields: { ...base.fields, ...deep.values }, seenAt };
}

function isLeftOut(cloud: FakeCloud, id: string): boolean {
  const left = cloud.unlisted.get(id) ?? 0;
  cloud.unlisted.set(id, Math.max(0, left - 1));
  return left > 0;
}

function idOf({ kind, namespace, name }: ObjectKey): string {
  return `${kind}/${namespace}/${name}`;
}
