import type { Observation, OwnerIdentity } from './observation.ts';
import type { CloudCall, Where } from './cloud-call.ts';
import type { Kind } from './kind.ts';

export type { CloudCall, Where } from './cloud-call.ts';

/** The one table of error classes; the provider sorts its codes into it. */
export type CloudErrorClass =
  | 'notFound'
  | 'alreadyExists'
  /** Something else has to go, come or change first: retried with back-off. */
  | 'dependency'
  | 'throttled'
  | 'transient'
  /** The token was used with other parameters. */
  | 'tokenMismatch'
  | 'denied'
  | 'invalid'
  | 'quota';

/** An error that the cloud gave, or that stands for its silence. The message holds AWS's code, text and request id, never a secret. */
export class CloudError extends Error {
  readonly errorClass: CloudErrorClass;
  /** AWS's code, `InvalidVpcID.NotFound`; our own (`Timeout`, `ConnectionReset`) where AWS said nothing. */
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(errorClass: CloudErrorClass, code: string, message: string, requestId?: string) {
    super(message);
    this.name = 'CloudError';
    this.errorClass = errorClass;
    this.code = code;
    this.requestId = requestId;
  }
}

/** A mutating call ends in one of three ways. `refused`: a definite answer, or no byte was sent. `unknown`: it may have taken effect. */
export type CallOutcome =
  | { readonly result: 'done'; readonly output: Readonly<Record<string, unknown>>; readonly requestId?: string }
  | { readonly result: 'refused'; readonly error: CloudError; readonly sent: boolean }
  | { readonly result: 'unknown'; readonly error: CloudError };

/** `edit` draws before `sweep` from the call budgets. */
export type CallPriority = 'edit' | 'sweep';

/** For whom a mutating call is made, and what may still stop it. */
export interface ExecuteOptions {
  /** Goes into the log line. */
  readonly object: { readonly kind: string; readonly namespace: string; readonly name: string; readonly uid: string };
  /** Checked right before the first byte: false means the lease is not ours any more, and the call is refused unsent. */
  readonly mayCall: () => boolean;
  readonly signal: AbortSignal;
}

/** What is known of one key without a further call. */
export type Sighting =
  | { readonly state: 'present'; readonly observation: Observation }
  /** Missing from a listing or a read; nothing is concluded from it. */
  | { readonly state: 'suspect' }
  /** Confirmed by untagged reads by id (twice, 10 s apart). */
  | { readonly state: 'gone'; readonly confirmedAt: number }
  | { readonly state: 'unseen' };

/** An object of the cluster, by kind (`VPC.ec2.aws.evenkeel.dev`), namespace and name: what a view wakes. */
export interface ObjectKey {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What an object needs watched beside what its owner tags bring: its external name, and the parents that show it (a Route's table). */
export interface Interest {
  readonly keys: readonly string[];
  readonly parents: readonly string[];
}

/** How recent a read has to be, and how much it has to show. */
export interface ReadOptions {
  /** The answer has to come from a request started at or after this time (ms); a newer cached one is taken. */
  readonly notBefore: number;
  /** Deep parts wanted beside the listing's: those that show these fields, or all. None by default. */
  readonly deep?: 'all' | readonly string[];
  /** Where deep parts alone show the fields that are named, only they have to be so recent: nothing else is asked of the answer. */
  readonly deepAlone?: boolean;
  readonly signal: AbortSignal;
}

/** The cloud informer's view of one kind in one session. Reads of many objects are batched into one call. */
export interface CloudView {
  /** Resolves when a first complete listing is in. */
  synced(signal: AbortSignal): Promise<void>;
  /** Start of the last complete listing (ms), undefined before the first. */
  listedAt(): number | undefined;
  /** By key or alias. */
  get(name: string): Sighting;
  /** Everything seen whose owner tags carry this identity, any uid, lowest attempt first. */
  owned(owner: OwnerIdentity): readonly Observation[];
  /** Reads by id whatever the tags; undefined: this read did not show it (which proves nothing yet). Rejects with CloudError. */
  read(name: string, options: ReadOptions): Promise<Observation | undefined>;
  /** Everything seen whose owner tags name an object of this control plane and kind, whether that exists or not. */
  allOwned(): readonly Observation[];
  /** Looks the owner's uid (of `tag`-looked-up kinds) up by tag filter, batched over objects; lowest attempt first. */
  lookUpOwner(owner: OwnerIdentity & { readonly uid: string }, options: ReadOptions): Promise<readonly Observation[]>;
  /** Looks a natural key up; `natural` is what `Kind.natural` returned. */
  lookUpNatural(natural: unknown, options: ReadOptions): Promise<readonly Observation[]>;
  /** Puts what a mutating call's answer showed into the view, so that later reads start from it. */
  record(observation: Observation): void;
  /** Drops what is known of a key after a delete that AWS confirmed. */
  forget(key: string): void;
  /** Objects with an interest are woken when their cloud side moves; so are the owners of what is seen. Replaces an earlier interest. */
  watch(object: ObjectKey, interest: Interest): void;
  unwatch(object: ObjectKey): void;
}

/** One credential identity in one Region. An object sees only what its own session saw. */
export interface CloudSession extends Where {
  view(kind: Kind): CloudView;
  /** Never rejects, save when the signal aborts before a byte was sent. */
  execute(call: CloudCall, options: ExecuteOptions): Promise<CallOutcome>;
}

/** spec.providerConfigRef: a ProviderConfig is looked for in the object's own namespace. */
export interface ProviderConfigRef {
  readonly kind: 'ProviderConfig' | 'ClusterProviderConfig';
  readonly name: string;
}

/** The provider config, or something about it, keeps objects from being handled. Not retried by back-off: its change wakes them. */
export class ProviderConfigError extends Error {
  /** Condition reason: `ProviderConfigNotFound`, `ProviderConfigNotAllowed`, `CredentialsInvalid`, `RegionInvalid` ... */
  readonly reason: string;
  /** Only time or AWS can mend it: retried with back-off. */
  readonly retryable: boolean;

  constructor(reason: string, message: string, retryable: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderConfigError';
    this.reason = reason;
    this.retryable = retryable;
  }
}

/** What a provider config says beside credentials. */
export interface CloudAccess {
  readonly session: CloudSession;
  readonly defaultTags: Readonly<Record<string, string>>;
  /** True for tags that are never compared, reported or removed (owner tags are exempt). */
  readonly ignoresTag: (key: string) => boolean;
}

/** The way into the cloud: one for the whole process. */
export interface CloudProvider {
  /** Rejects with ProviderConfigError. Sessions are cached by credential identity and Region. */
  access(ref: ProviderConfigRef, namespace: string, region: string, signal: AbortSignal): Promise<CloudAccess>;
}
