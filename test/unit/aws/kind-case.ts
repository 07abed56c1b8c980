import { Secret } from '../../../src/base/secret.ts';
import type { AwsKind } from '../../../src/aws/aws-kind.ts';
import { kindName, type CreateContext, type KindContext } from '../../../src/engine/kind.ts';
import type { FieldValues, Observation, Owner, Tags } from '../../../src/engine/observation.ts';
import { ownerTags } from '../../../src/engine/ownership/owner-tags.ts';
import type { Action } from '../../../src/engine/plan/action.ts';
import { plan } from '../../../src/engine/plan/plan.ts';

export const where = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
export const uid = '01234567-89ab-4cde-8f01-23456789abcd';

/** The owner tags' content of the object that all cases are about: `shop/db`. */
export function ownerOf(kind: AwsKind): Owner {
  return { controlPlane: 'test', kind: kindName(kind.schema), namespace: 'shop', name: 'db', uid, attempt: 1 };
}

/** Owner tags and others, as AWS lists them. */
export function tagsOf(kind: AwsKind, others: Tags = {}): { Key: string; Value: string }[] {
  return Object.entries({ ...others, ...ownerTags(ownerOf(kind)) }).map(([Key, Value]) => ({ Key, Value }));
}

/** The context of the object `shop/db` that wants `desired`, which is made canonical. */
export function contextOf(kind: AwsKind, desired: FieldValues, more: Partial<KindContext> = {}): KindContext {
  const context = {
    where,
    uid,
    name: 'db',
    namespace: 'shop',
    externalName: undefined,
    desired: kind.canonical(desired),
    secrets: {},
    ...more,
  };
  return { ...context, externalName: more.externalName ?? kind.externalName?.(context) };
}

export function createContextOf(kind: AwsKind, desired: FieldValues, more: Partial<CreateContext> = {}): CreateContext {
  return { ...contextOf(kind, desired, more), tags: {}, owner: ownerOf(kind), token: 'token-1', ...more };
}

/** What one raw item of the kind's source shows. */
export function observationsOf(kind: AwsKind, item: object, seenAt = 1): readonly Observation[] {
  return kind.observe(item as never, where, seenAt);
}

export function observationOf(kind: AwsKind, item: object): Observation {
  const [observation, ...others] = observationsOf(kind, item);
  if (observation === undefined || others.length > 0) throw new Error(`${others.length + 1} observations where one was expected`);
  return observation;
}

interface PlanCase {
  readonly tags?: Tags;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly secretChanges?: readonly string[];
  /** Leaves that spec set before. */
  readonly applied?: readonly string[];
}

/** The engine's own plan for the object. */
export function actionsFor(kind: AwsKind, desired: FieldValues, observed: Observation | undefined, more: PlanCase = {}): readonly Action[] {
  const secrets = Object.fromEntries(Object.entries(more.secrets ?? {}).map(([path, value]) => [path, new Secret(value)]));
  return plan({
    kind,
    context: contextOf(kind, desired, { secrets }),
    tags: more.tags ?? {},
    observed,
    applied: more.applied === undefined ? undefined : { tags: [], fields: more.applied },
    secretChanges: more.secretChanges ?? [],
    ownerTags: kind.tagged ? ownerTags(ownerOf(kind)) : undefined,
    ignoresTag: () => false,
  }).actions;
}

/** The calls of that plan as `[operation, input]`, in order. */
export function callsFor(...args: Parameters<typeof actionsFor>): readonly (readonly [string, object])[] {
  return actionsFor(...args).flatMap((action) => ('calls' in action ? action.calls.map(shown) : []));
}

export function shown(call: { readonly operation: string; readonly input: object }): readonly [string, object] {
  return [call.operation, call.input];
}
