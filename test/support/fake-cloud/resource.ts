import type { CloudState, FieldValues, Observation, Tags } from '../../../src/engine/observation.ts';
import { ownerTagPrefix, parseOwner, userTags } from '../../../src/engine/ownership/owner-tags.ts';

/** What can be seen of a resource of the fake cloud. */
export interface Look {
  readonly fields: FieldValues;
  /** Shown by deep reads only. */
  readonly deep: FieldValues;
  /** All of them, owner tags too. */
  readonly tags: Tags;
  readonly furniture: boolean;
}

/** A resource of the fake cloud. Times are ms since the epoch. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly immutableId: string;
  readonly token: string | undefined;
  readonly parameters: string;
  now: Look;
  /** What reads show until `staleUntil`. */
  before: Look | undefined;
  staleUntil: number;
  /** The password that it has, and how often one was sent. */
  password: string | undefined;
  passwordsSent: number;
  readonly visibleAt: number;
  usableAt: number;
  /** Set once its deletion began: it is on its way out until then. */
  goneAt: number | undefined;
}

/** How resources of one type behave. */
export interface Behaviour {
  readonly type: string;
  readonly tagged: boolean;
  /** The id that fields (and a name) give; absent: the cloud makes one up. */
  readonly idOf?: (fields: FieldValues, name: string | undefined) => string;
  /** What no two of the type may share. */
  readonly uniqueOf?: (fields: FieldValues) => string;
  readonly deepFields?: readonly string[];
  /** Fields that hold ids of other resources, which can't be deleted meanwhile. */
  readonly refersBy?: readonly string[];
  readonly takesToken?: boolean;
  /** Comes with something that its kind has to settle. */
  readonly furnished?: boolean;
  /** Never gives the same immutable id twice. */
  readonly hasImmutableId?: boolean;
  readonly pendingMs?: number;
  readonly deletingMs?: number;
}

/** A resource as a read that started at `seenAt` shows it; undefined: it does not. */
export function lookAt(resource: Resource, behaviour: Behaviour, seenAt: number): Observation | undefined {
  if (seenAt < resource.visibleAt) return undefined;
  if (resource.goneAt !== undefined && seenAt >= resource.goneAt) return undefined;
  const look = seenAt < resource.staleUntil ? (resource.before ?? resource.now) : resource.now;
  return observationOf(resource, behaviour, look, seenAt);
}

/** A resource in the shape of its kind. */
export function observationOf(resource: Resource, behaviour: Behaviour, look: Look, seenAt: number): Observation {
  const owner = parseOwner(look.tags);
  const marks = Object.fromEntries(Object.entries(look.tags).filter(([key]) => key === `${ownerTagPrefix}settled`));
  return {
    key: resource.id,
    aliases: [arnOf(resource)],
    ...(behaviour.tagged ? { tags: userTags(look.tags), marks, ...(owner === undefined ? {} : { owner }) } : {}),
    fields: look.fields,
    ...(behaviour.deepFields === undefined ? {} : { unknown: behaviour.deepFields }),
    atProvider: { id: resource.id, arn: arnOf(resource), ...(behaviour.furnished === true ? { furniture: look.furniture } : {}) },
    ...(behaviour.hasImmutableId === true ? { immutableId: resource.immutableId } : {}),
    state: stateOf(resource, seenAt),
    seenAt,
  };
}

export function arnOf({ type, id }: Pick<Resource, 'type' | 'id'>): string {
  return `arn:fake:${type}/${id}`;
}

function stateOf({ goneAt, usableAt }: Resource, seenAt: number): CloudState {
  if (goneAt !== undefined) return { phase: 'deleting', reason: 'Deleting' };
  return seenAt < usableAt ? { phase: 'pending', reason: 'Creating' } : { phase: 'usable', reason: 'Available' };
}
