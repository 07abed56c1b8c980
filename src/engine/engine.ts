import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { KubernetesClient } from '../kubernetes/client.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { CloudProvider, ObjectKey } from './cloud.ts';
import type { Kind } from './kind.ts';
import type { ClaimIndex } from './ownership/claim-index.ts';
import type { EdgeIndex } from './references/edge-index.ts';
import type { Targets } from './references/resolve-references.ts';
import type { SecretStore } from './secrets/secret-store.ts';

/** Times that an operator may set; all in ms. */
export interface EngineSettings {
  /** Lease duration: how long a former leader may still be at work. */
  readonly leaseMs: number;
  /** The longest that a mutating call may take. */
  readonly requestTimeoutMs: number;
  /** Overrides each kind's own window, for tests. */
  readonly visibilityWindowMs: number | undefined;
  readonly settleMs: number | undefined;
}

/** A fault of an object against its schema. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

/** Everything that a pass needs from outside. */
export interface Engine {
  readonly client: KubernetesClient;
  readonly provider: CloudProvider;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: EngineSettings;
  /** The operator's name for this control plane: part of every owner's identity. */
  readonly controlPlane: string;
  /** False once the lease is lost or a stop was asked for: no new mutating call. */
  readonly mayCall: () => boolean;
  readonly targets: Targets;
  readonly edges: EdgeIndex;
  readonly claims: ClaimIndex;
  readonly secrets: SecretStore;
  readonly validate: (kind: Kind, object: KubernetesObject) => readonly Violation[];
  /** The object's CRD is being deleted: nothing may be deleted in the cloud on its account. */
  readonly crdTerminating: (kind: Kind) => Promise<boolean>;
  readonly namespaceTerminating: (namespace: string) => Promise<boolean>;
  readonly wake: (objects: readonly ObjectKey[]) => void;
  /** Shows the object after a write of ours to the informer, so that the next pass reads it. */
  readonly wrote: (object: KubernetesObject) => void;
}
