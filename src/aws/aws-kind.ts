import type { Where } from '../engine/cloud.ts';
import type { Kind } from '../engine/kind.ts';
import type { FieldValues, Observation } from '../engine/observation.ts';

/** A Describe call that lists the resources of one or several kinds; sources are compared by identity, so kinds share one by sharing the constant. */
export interface Source {
  readonly service: 'ec2' | 'rds';
  /** `DescribeVpcs` */
  readonly operation: string;
  /** The list in its answer: `Vpcs`. */
  readonly items: string;
  /** The API's maximum a page. */
  readonly pageSize: number;
  /** Filters by owner tag on the server (EC2); else everything is listed (RDS). */
  readonly tagFilter: boolean;
  /** The filter that takes ids and ignores unknown ones, up to `idsPerCall` a call: `vpc-id`. */
  readonly idFilter: string;
  readonly idsPerCall: number;
  /**
   * Where the API has no filter by id (`idFilter` is empty and `idsPerCall` 1 then): the member of its input that takes one id. An
   * unknown id is a not-found error there, not an empty list. `DBSubnetGroupName`.
   */
  readonly idParameter?: string;
  /** The id that `idFilter` takes, of one item. */
  readonly idOf: (item: never) => string;
}

/** What a read sends: resolves with the SDK's output, rejects with CloudError. */
export type SendRead = (service: 'ec2' | 'rds', operation: string, input: Readonly<Record<string, unknown>>) => Promise<FieldValues>;

/** What one deep read adds to an observation. `tags` here holds all tags, owner tags too. */
export interface DeepValues {
  readonly fields?: FieldValues;
  readonly atProvider?: FieldValues;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Something that no listing shows. */
export interface DeepPart {
  /** For budgets and logs: `enableDnsSupport`. */
  readonly name: string;
  /** The members of forProvider and atProvider that it shows; `tags` among them where it shows tags. */
  readonly fields: readonly string[];
  /** Keys that one `read` may be given. */
  readonly keysPerRead: number;
  /** Read once as soon as the key is there, not only when its first interval is over: for what one call reads for many, and users wait for. */
  readonly early?: boolean;
  /** What AWS documents a fresh resource to have: taken after our own create instead of a read. */
  readonly initial?: FieldValues;
  /** By key; a key that is absent from the answer was not seen. */
  readonly read: (send: SendRead, observations: readonly Observation[]) => Promise<ReadonlyMap<string, DeepValues>>;
}

/** A natural key, as EC2 filters. */
export interface NaturalKey {
  readonly filters: readonly { readonly Name: string; readonly Values: readonly string[] }[];
}

/** A kind as the AWS provider needs it: what the engine knows, and how it is read. */
export interface AwsKind extends Kind {
  readonly source: Source;
  /** Observations that one item of the source gives for this kind (a route table gives many Routes). Pure. */
  readonly observe: (item: never, where: Where, seenAt: number) => readonly Observation[];
  readonly deep?: readonly DeepPart[];
  /** For kinds that are parts of another one's item: the item's id that a key belongs to (`rtb-1` of `rtb-1_0.0.0.0/0`). Default: the key itself. */
  readonly itemIdOf?: (key: string) => string | undefined;
  /**
   * For kinds whose key says nothing of the item that shows it (an association is keyed by its subnet and may be in any table): the
   * filters that find the item by key or alias. What the item gives beside this key is to be left out of the answer.
   */
  readonly filtersOf?: (name: string) => NaturalKey | undefined;
}
