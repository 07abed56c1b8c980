import type { Members, Operation, RegionState } from './operation.ts';

/** The services that there are. */
export type ServiceName = 'ec2' | 'rds' | 'sts';

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** A resource as the admin endpoint lists it. `members`: the row, as the SDK's types name its members. */
export interface ListedResource {
  readonly type: string;
  readonly id: string;
  readonly tags: Tags;
  readonly members: Members;
}

/** Resources of one type, for the admin endpoint: what is true, beside all rules and delays of AWS. */
export interface ResourceView {
  readonly type: string;
  list(state: RegionState, now: number): readonly ListedResource[];
  /** Sets members of a resource; false when there is none of that id. */
  change(state: RegionState, change: { readonly id: string; readonly members: Members }, now: number): boolean;
  /** Takes a resource away, whatever depends on it; false when there is none of that id. */
  remove(state: RegionState, id: string, now: number): boolean;
}

/** What is particular to a service. */
export interface ServiceBehaviour {
  readonly name: ServiceName;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly resources: readonly ResourceView[];
  /** Looks at each call before its operation does; throws AwsError to refuse it. */
  readonly check?: (action: string, input: Members) => void;
}
