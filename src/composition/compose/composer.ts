import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Logger } from '../../base/logger.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import type { SecretStore } from '../../engine/secrets/secret-store.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { EventText } from '../../kubernetes/event-body.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { CompositionStep } from '../api/composition.ts';
import type { ResourceSelector } from '../function/pipeline-function.ts';
import type { PipelineDeps } from '../pipeline/run-pipeline.ts';

/** A child as the caches have it. */
export interface LiveChild {
  readonly type: ResourceType;
  readonly object: KubernetesObject;
}

/** The children that the cluster holds, kept current by watches. */
export interface ChildSource {
  /** Resolves when all children of the type are known. Rejects with ChildrenUnknown. */
  watch(type: ResourceType): Promise<void>;
  /** Those of one composite, of all types that are watched; also those on their way out. */
  childrenOf(uid: string): readonly LiveChild[];
  /** What a write of ours was answered with. */
  observe(type: ResourceType, object: KubernetesObject): void;
}

/** What is known of the types of children. */
export interface TypeSource {
  /** undefined: the API server does not serve it. */
  resolve(apiVersion: string, kind: string): Promise<ResourceType | undefined>;
  /** What the type's schema finds wrong with an object, as `path: what`; empty as well where no schema is known: then the server tells. */
  problemsOf(type: ResourceType, object: JsonObject): Promise<readonly string[]>;
  /** Do objects of the type hold data that is lost with them? */
  isStateful(type: ResourceType): Promise<boolean>;
}

/** The template that a composite is made by. */
export interface SelectedRevision {
  readonly compositionName: string;
  readonly revisionName: string;
  readonly steps: readonly CompositionStep[];
}

/** Which template a composite is made by; or why none can be chosen. `stalled`: only the user can mend it. */
export type ChosenRevision =
  | { readonly type: 'selected'; readonly revision: SelectedRevision }
  | { readonly type: 'problem'; readonly reason: string; readonly message: string; readonly stalled: boolean };

/** All that a pass over a composite needs from outside. */
export interface Composer {
  /** The type of the composites. */
  readonly type: ResourceType;
  readonly client: KubernetesClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly children: ChildSource;
  readonly types: TypeSource;
  readonly secrets: Pick<SecretStore, 'read' | 'keep' | 'release'>;
  /** Keys of connection details that are passed on; empty: all. */
  readonly connectionKeys: readonly string[];
  /** By what name a composite reads Secrets of a namespace. */
  readonly readerOf: (composite: KubernetesObject, namespace: string) => ObjectKey;
  /** Throws InvalidObject where spec contradicts itself. */
  readonly select: (composite: KubernetesObject) => ChosenRevision;
  readonly pipeline: (composite: KubernetesObject) => Omit<PipelineDeps, 'credentialsOf'>;
  /** Equal texts: what was asked for beside the children, and the functions themselves, are as they were. */
  readonly versionOf: (composite: KubernetesObject, selectors: readonly ResourceSelector[], steps: readonly CompositionStep[]) => string;
  /**
   * Is what this was chosen by still true, as the API server has it at this moment? Asked before anything is deleted: a process that is
   * behind must not take away what a newer state wants.
   */
  readonly isCurrent: (composite: KubernetesObject, revision: SelectedRevision) => Promise<boolean>;
  /** False: another process has taken over; nothing more is written. */
  readonly mayWrite: () => boolean;
  /** The composite that controls this one, if one does. */
  readonly parentOf: (composite: KubernetesObject) => KubernetesObject | undefined;
  readonly record: (object: KubernetesObject, event: EventText) => void;
  /** What a write of ours to a composite was answered with. */
  readonly wrote: (composite: KubernetesObject) => void;
  /** Tells how often pipelines run. */
  readonly ran?: () => void;
}
