import type { Secret } from '../base/secret.ts';
import type { CloudCall, Where } from './cloud-call.ts';
import type { FieldValues, Observation, Owner, Tags } from './observation.ts';
import type { KindSchema } from './schema/kind-schema.ts';

/** What a kind's pure functions know of the object that they work for. */
export interface KindContext {
  readonly where: Where;
  readonly uid: string;
  /** metadata.name and namespace, for names that are made from them. */
  readonly name: string;
  readonly namespace: string;
  /** The canonical external name; undefined before there is one. */
  readonly externalName: string | undefined;
  /** forProvider with references resolved, canonical. For create: merged over initProvider. Directives included. */
  readonly desired: FieldValues;
  /** By forProvider path: the values that secretRef fields (or generated passwords) stand for. */
  readonly secrets: Readonly<Record<string, Secret>>;
}

/** What a create call is made from; `desired` has initProvider merged in. */
export interface CreateContext extends KindContext {
  /** Users' and default tags; owner tags come beside them. */
  readonly tags: Tags;
  readonly owner: Owner;
  /** At most 64 characters, from (uid, attempt). For calls that take a client token. */
  readonly token: string;
}

/** One leaf that differs. `path` is below forProvider: `enableDnsHostnames`, `restoreToPointInTime.restoreTime`. */
export interface Change {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  /** `spec`: the user wants it so. `removed`: it left spec and goes to its declared value. `secret`: its secret value moved (from and to are unset). */
  readonly cause: 'spec' | 'removed' | 'secret';
}

/** What the calls of an update are made from: the resource as it was seen, and how it differs. */
export interface UpdateContext extends KindContext {
  readonly observed: Observation;
  readonly changes: readonly Change[];
}

/** What the calls of a deletion are made from: the resource as it was seen. */
export interface DeleteContext extends KindContext {
  readonly observed: Observation;
}

/**
 * What to do when a create's outcome is unknown.
 * `window`: look the owner tag up until the visibility window has passed, then attempt n+1.
 * `token`: look up, then the same call with the same token.
 * `repeat`: the same call again; its AlreadyExists answer leads to the natural key and the owner tag.
 * `read`: no tags, no id: read the key; found with exactly our content it is ours.
 */
export type UnknownOutcomeRule = 'window' | 'token' | 'repeat' | 'read';

/**
 * A resource kind: data and small pure functions. The engine does the rest. Nothing here does I/O, reads a clock or keeps state.
 */
export interface Kind {
  readonly schema: KindSchema;
  readonly unknownOutcome: UnknownOutcomeRule;
  /** Can carry owner tags. Those that can't are known by their key alone. */
  readonly tagged: boolean;
  /** One object is several AWS resources (SecurityGroupRule): the views' observations of all its parts are made one by `assemble`. */
  readonly assemble?: (parts: readonly Observation[], context: KindContext) => Observation | undefined;

  /** How long a create may stay invisible, and how long an old value may still be read after a change (ms). */
  readonly visibilityWindowMs: number;
  readonly settleMs: number;

  /** Brings desired fields into the form in which AWS shows them (CIDRs, protocol numbers, lower case ...). */
  canonical(desired: FieldValues): FieldValues;

  /**
   * The external name that an object without the annotation has, for `name` and `derived` kinds; undefined while what it
   * derives from is not resolved, and for `assigned` kinds.
   */
  externalName?(context: KindContext): string | undefined;

  /** An external name that a user gave, as AWS shows it (RDS keeps names in lower case). Absent: as it is. */
  canonicalName?(name: string): string;

  /** Ids of the cloud resources whose reading shows this one (a Route's table). Default: none. */
  parents?(context: KindContext): readonly string[];

  /** The keys that this object claims beside its external name, in one namespace of strings a kind: two objects with one key are a conflict. */
  claims(context: KindContext): readonly string[];

  /** What `CloudView.lookUpNatural` understands; undefined where the kind has no natural key or it is not resolved. */
  natural?(context: KindContext): unknown;

  /** Is what was found by natural key or read exactly what this object wants to make? For kinds without tags (`read`). */
  matches?(observed: Observation, context: KindContext): boolean;

  /** The create call. One object that needs several (SecurityGroupRule) may return more; each is idempotent by its own AlreadyExists answer. Throws `Terminal` where the fields name nothing that could be made. */
  create(context: CreateContext): readonly CloudCall[];

  /** What a create call's answer shows: at least the key, and everything known of a fresh resource. undefined: the answer shows nothing, read it. */
  created(output: FieldValues, context: CreateContext, seenAt: number): Observation | undefined;

  /** Why AWS can't make this one change in place although the field is not create-only (shrinking a disk); undefined: it can. Makes it a `replace`. */
  impossible?(change: Change): string | undefined;

  /**
   * Says whether a desired leaf and what AWS shows (or has accepted as pending) mean the same, where the comparison by the
   * schema is wrong; undefined: compare by the schema. `path` is the leaf's, below forProvider.
   */
  equal?(path: string, desired: unknown, observed: unknown, context: KindContext): boolean | undefined;

  /** Calls that bring `changes` about, in order. Every change must be covered. */
  update(context: UpdateContext): readonly CloudCall[];

  /** Calls that set and remove tags. Absent where `tagged` is false. */
  tag?(context: UpdateContext, set: Tags, remove: readonly string[]): readonly CloudCall[];

  /** Calls that delete it, in order; an empty list: nothing to do but to wait. */
  delete(context: DeleteContext): readonly CloudCall[];

  /** Calls that delete a duplicate of a resource, of which AWS refuses the first unless it is empty but for AWS's own furniture. Absent: duplicates are only named. */
  deleteEmpty?(duplicate: Observation): readonly CloudCall[];

  /**
   * A delete call was refused with this code, which says that part of the work was done before (the final snapshot of an
   * instance exists, under a name that only this object's uid makes): the calls for the rest. undefined: it is an error like any other.
   */
  deleteAgain?(context: DeleteContext, code: string): readonly CloudCall[] | undefined;

  /** Furniture or leftovers that keep Ready away although fields agree (the default egress rule): calls that settle it, once; an empty list where there is nothing (more) to settle. */
  settle?(context: UpdateContext): readonly CloudCall[];

  /** A member whose secret is made by us when the user asks for it (autoGeneratePassword): the field that asks, the secretRef field it fills. */
  readonly generatesSecret?: { readonly when: string; readonly into: string };

  /** Values of the connection secret, from what was observed and the secrets of spec. */
  connection?(observed: Observation, context: KindContext): Readonly<Record<string, Secret>>;
}

/** `VPC.ec2.aws.evenkeel.dev`: how a kind is named in owner tags, keys and indexes. */
export function kindName(schema: Pick<KindSchema, 'kind' | 'group'>): string {
  return `${schema.kind}.${schema.group}`;
}

/** An external name as the cloud writes it. */
export function canonicalName(kind: Pick<Kind, 'canonicalName'>, name: string): string {
  return kind.canonicalName?.(name) ?? name;
}
