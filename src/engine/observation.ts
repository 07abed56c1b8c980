/** Members named and shaped as in spec.forProvider. */
export type FieldValues = Readonly<Record<string, unknown>>;
/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** Who a cloud resource belongs to: (control plane, kind, namespace, name) is the identity, uid the incarnation. */
export interface OwnerIdentity {
  readonly controlPlane: string;
  /** `VPC.ec2.aws.evenkeel.dev` */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What the owner tags say. `attempt` is the number of the create attempt that made the resource (1, 2 ...). */
export interface Owner extends OwnerIdentity {
  readonly uid: string;
  readonly attempt: number;
}

/** What AWS says of a resource's life, in the engine's words. */
export interface CloudState {
  /**
   * `usable`: may be used now. `pending`: on its way there by itself. `impaired`: AWS says it is not usable and it won't
   * heal by itself (failed, storage-full). `deleting`: on its way out.
   */
  readonly phase: 'usable' | 'pending' | 'impaired' | 'deleting';
  /** CamelCase, fit for a condition reason: `Creating`, `StorageFull`. */
  readonly reason: string;
  /** AWS's own word and whatever it says beside, without times or counters. */
  readonly message?: string;
}

/** One cloud resource as it was last seen, in the shape of its kind. Immutable. */
export interface Observation {
  /** Canonical external name; unique in (account, Region, kind). */
  readonly key: string;
  /** Other names that a user may give for it (an ARN, an association id). */
  readonly aliases?: readonly string[];
  /** From the owner tags; undefined when it carries none or `tags` is unknown. */
  readonly owner?: Owner;
  /** Users' tags without owner tags and `aws:` ones; undefined where the read didn't show tags. */
  readonly tags?: Tags;
  /** Comparable with spec.forProvider. A member that this read did not show is absent here and named in `unknown`. */
  readonly fields: FieldValues;
  /** Names of forProvider members that only a deep read shows and that none has shown so far. */
  readonly unknown?: readonly string[];
  /** Changes that AWS accepted for later (PendingModifiedValues), in the shape of `fields`. */
  readonly pending?: FieldValues;
  /** What goes to status.atProvider beside `fields`; has `id` and, where there is one, `arn`. */
  readonly atProvider: FieldValues;
  readonly state: CloudState;
  /** An id that AWS never gives twice (DbiResourceId), of kinds whose key is a name. */
  readonly immutableId?: string;
  /** Tags with the owner prefix that are notes of the kind's own (`evenkeel.dev:egress-revoked`), by full key. For the kind only: not for status, not compared. */
  readonly marks?: Tags;
  /** What `Kind.assemble` made this one of: each AWS resource as its own observation. For the kind only. */
  readonly parts?: readonly Observation[];
  /** Start time of the request that saw it (ms). */
  readonly seenAt: number;
}
