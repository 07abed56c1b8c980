import type { Clock } from '../../src/base/clock.ts';
import { isObject, stableStringify } from '../../src/base/json.ts';
import { Secret } from '../../src/base/secret.ts';
import type { CloudCall } from '../../src/engine/cloud-call.ts';
import { CloudError } from '../../src/engine/cloud.ts';
import type { FieldValues, Observation, Tags } from '../../src/engine/observation.ts';
import type { Behaviour, Look, Resource } from './fake-cloud/resource.ts';
import { arnOf, lookAt, observationOf } from './fake-cloud/resource.ts';

/** What happens to a mutating call instead of what should. `late`: the answer is unknown at once, the effect comes after so many ms. */
export type CallFault =
  | { readonly how: 'lost' }
  | { readonly how: 'dropped' }
  | { readonly how: 'late'; readonly afterMs: number }
  | { readonly how: 'refused'; readonly error: CloudError };

/** A mutating call as the cloud saw it. */
export interface SeenCall extends CloudCall {
  readonly at: number;
  readonly object: string;
}

/** A read as the cloud saw it. */
export interface SeenRead {
  readonly how: 'list' | 'read' | 'deep' | 'owner' | 'natural';
  readonly type: string;
  readonly at: number;
}

/** A config that sessions are opened by: whose account, and what it says of tags. */
export interface FakeConfig {
  readonly account: string;
  readonly error?: Error;
  readonly defaultTags?: Tags;
  readonly ignoresTag?: (key: string) => boolean;
}

/**
 * A cloud in memory. It outlives the processes that use it. Calls are `CreateNet`, `ModifyNet`, `TagNet`, `SettleNet` and
 * `DeleteNet`; what they do follows from the type's behaviour. Delays stand for eventual consistency.
 */
export class FakeCloud {
  readonly calls: SeenCall[] = [];
  readonly reads: SeenRead[] = [];
  readonly configs = new Map<string, FakeConfig>([['default', { account: '111111111111' }]]);
  /** ms that a call takes; its effect comes at the end of it. */
  latencyMs = 1;
  /** ms in which what was created is not shown. */
  hiddenMs = 0;
  /** ms in which what was changed is shown as it was. */
  staleMs = 0;
  /** Ids that listings lack, for so many of them. */
  readonly unlisted = new Map<string, number>();
  /** Decides what becomes of a call. */
  fault: (call: CloudCall) => CallFault | undefined = () => undefined;
  /** Why reads and listings fail. */
  outage: CloudError | undefined;
  /** Why reads and listings of one account fail. */
  readonly unreadable = new Map<string, CloudError>();
  /** Moves with each change: of two looks at one moment it tells which was before a change. */
  revision = 0;
  readonly #clock: Clock;
  readonly #behaviours: ReadonlyMap<string, Behaviour>;
  #resources: Resource[] = [];
  #made = 0;

  constructor(clock: Clock, behaviours: readonly Behaviour[]) {
    this.#clock = clock;
    this.#behaviours = new Map(behaviours.map((behaviour) => [behaviour.type, behaviour]));
  }

  /** What is there and not on its way out. */
  all(type?: string): readonly Resource[] {
    return this.#resources.filter((one) => one.goneAt === undefined && (type === undefined || one.type === type));
  }

  find(id: string): Resource | undefined {
    return this.all().find((one) => one.id === id);
  }

  /** Makes a resource by hand, visible and usable at once. */
  make(type: string, fields: FieldValues, more: { readonly name?: string; readonly tags?: Tags } = {}): Resource {
    return this.#create(type, { fields, ...more }, { visibleAt: 0, usableAt: 0 });
  }

  /** Changes a resource by hand, seen at once. */
  change(id: string, change: Partial<Look>): void {
    const resource = this.#require(id);
    resource.now = { ...resource.now, ...change };
    resource.staleUntil = 0;
    this.revision += 1;
  }

  /** Takes a resource away by hand, at once. */
  destroy(id: string): void {
    this.#require(id).goneAt = this.#clock.now();
    this.revision += 1;
  }

  /** Carries a call out; throws a `CloudError` where it is refused. */
  run({ operation, input }: CloudCall): Readonly<Record<string, unknown>> {
    const [, verb = '', type = ''] = /^(Create|Modify|Tag|Settle|Delete)(\w+)$/.exec(operation) ?? [];
    if (verb === 'Create') return this.#createCall(type, input);
    const resource = this.#require(String(input['id']));
    if (resource.type !== type) throw invalid(`${resource.id} is not a ${type}`);
    if (verb === 'Delete') this.#deleteCall(resource);
    else this.#changeCall(verb, resource, input);
    return {};
  }

  /** Reads by id or ARN whatever the tags. */
  read(type: string, name: string, at: number): Observation | undefined {
    return this.query(type, at, ({ id }) => id === name || arnOf({ type, id }) === name)[0];
  }

  /** What is shown of the resources that match. */
  query(type: string, at: number, matches: (resource: Resource, look: Observation) => boolean): readonly Observation[] {
    const behaviour = this.behaviour(type);
    return this.#resources
      .filter((resource) => resource.type === type)
      .flatMap((resource) => {
        const look = lookAt(resource, behaviour, at);
        return look !== undefined && matches(resource, look) ? [look] : [];
      });
  }

  /** What a deep read shows. */
  deep(type: string, id: string): FieldValues {
    return this.#resources.findLast((one) => one.type === type && one.id === id)?.now.deep ?? {};
  }

  behaviour(type: string): Behaviour {
    const behaviour = this.#behaviours.get(type);
    if (behaviour === undefined) throw new Error(`the fake cloud knows no ${type}`);
    return behaviour;
  }

  #createCall(type: string, input: FieldValues): Readonly<Record<string, unknown>> {
    const behaviour = this.behaviour(type);
    const now = this.#clock.now();
    const known = behaviour.takesToken === true ? this.#resources.find(({ token }) => token === input['token']) : undefined;
    if (known !== undefined && known.parameters !== parametersOf(input))
      throw new CloudError('tokenMismatch', 'IdempotentParameterMismatch', 'the token was used with other parameters');
    const made = known ?? this.#create(type, input, { visibleAt: now + this.hiddenMs, usableAt: now + (behaviour.pendingMs ?? 0) });
    return { resource: observationOf(made, behaviour, made.now, now) };
  }

  #create(type: string, input: FieldValues, times: Pick<Resource, 'visibleAt' | 'usableAt'>): Resource {
    const behaviour = this.behaviour(type);
    const fields = isObject(input['fields']) ? input['fields'] : {};
    this.#made += 1;
    const id = behaviour.idOf?.(fields, input['name'] as string | undefined) ?? `${type.toLowerCase()}-${this.#made}`;
    this.#checkCreate(behaviour, id, fields);
    const { shown, deep } = split(fields, behaviour);
    const password = input['password'] instanceof Secret ? input['password'].reveal() : undefined;
    const resource: Resource = {
      type,
      id,
      immutableId: `immutable-${this.#made}`,
      token: input['token'] as string | undefined,
      parameters: parametersOf(input),
      now: { fields: shown, deep, tags: (input['tags'] ?? {}) as Tags, furniture: behaviour.furnished === true },
      before: undefined,
      staleUntil: 0,
      password,
      passwordsSent: password === undefined ? 0 : 1,
      goneAt: undefined,
      ...times,
    };
    this.#resources.push(resource);
    this.revision += 1;
    return resource;
  }

  #checkCreate(behaviour: Behaviour, id: string, fields: FieldValues): void {
    const { type, uniqueOf } = behaviour;
    const living = this.#resources.filter((one) => one.type === type && (one.goneAt ?? Number.POSITIVE_INFINITY) > this.#clock.now());
    const twin = living.find((one) => one.id === id || (uniqueOf !== undefined && uniqueOf(one.now.fields) === uniqueOf(fields)));
    if (twin !== undefined) throw new CloudError('alreadyExists', `${type}AlreadyExists`, `${twin.id} exists already`);
    for (const target of referred(behaviour, fields)) {
      if (this.find(target) === undefined) throw invalid(`${target} does not exist`);
    }
  }

  #changeCall(verb: string, resource: Resource, input: FieldValues): void {
    const behaviour = this.behaviour(resource.type);
    if (this.#clock.now() < resource.usableAt && verb === 'Modify')
      throw new CloudError('dependency', 'InvalidState', `${resource.id} is not available yet`);
    resource.before = resource.now;
    resource.staleUntil = this.#clock.now() + this.staleMs;
    resource.now = changed(resource.now, input, behaviour);
    if (input['password'] instanceof Secret) {
      resource.password = input['password'].reveal();
      resource.passwordsSent += 1;
    }
    this.revision += 1;
  }

  #deleteCall(resource: Resource): void {
    const user = this.all().find((one) => referred(this.behaviour(one.type), one.now.fields).includes(resource.id));
    if (user !== undefined) throw new CloudError('dependency', 'DependencyViolation', `${resource.id} is used by ${user.id}`);
    const now = this.#clock.now();
    const { deletingMs = 0 } = this.behaviour(resource.type);
    resource.goneAt = now + deletingMs;
    this.revision += 1;
  }

  #require(id: string): Resource {
    const found = this.find(id);
    if (found === undefined) throw new CloudError('notFound', 'NotFound', `${id} does not exist`);
    return found;
  }
}

function invalid(message: string): CloudError {
  return new CloudError('invalid', 'InvalidParameterValue', message);
}

function parametersOf({ fields, tags }: FieldValues): string {
  return stableStringify({ fields, tags });
}

function split(fields: FieldValues, { deepFields = [] }: Behaviour) {
  const of = (isDeep: boolean): FieldValues =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => deepFields.includes(name) === isDeep));
  return { shown: of(false), deep: { ...Object.fromEntries(deepFields.map((name) => [name, false])), ...of(true) } };
}

function referred({ refersBy = [] }: Behaviour, fields: FieldValues): readonly string[] {
  return refersBy.flatMap((name) => fields[name] ?? []).filter((value) => typeof value === 'string');
}

function changed(look: Look, input: FieldValues, behaviour: Behaviour): Look {
  const { shown } = split((input['fields'] ?? {}) as FieldValues, behaviour);
  const deep = Object.fromEntries(
    Object.entries((input['fields'] ?? {}) as FieldValues).filter(([name]) => behaviour.deepFields?.includes(name) === true),
  );
  const remove = (input['remove'] ?? []) as readonly string[];
  const tags = { ...look.tags, ...((input['set'] ?? {}) as Tags) };
  return {
    fields: { ...look.fields, ...shown },
    deep: { ...look.deep, ...deep },
    tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !remove.includes(key))),
    furniture: look.furniture && input['settle'] !== true,
  };
}
