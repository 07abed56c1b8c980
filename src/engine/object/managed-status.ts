import type { Condition } from '../../kubernetes/condition.ts';
import type { FieldValues } from '../observation.ts';

/** What we set in the cloud, so that removing a leaf or tag from spec can be told from never having set it. */
export interface AppliedStatus {
  /** Tag keys. */
  readonly tags: readonly string[];
  /** Leaf paths below forProvider. */
  readonly fields: readonly string[];
  /** secretRef path → keyed hash of the value that was sent last. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** status of a managed object, always written whole. */
export interface ManagedStatus {
  readonly observedGeneration: number;
  readonly conditions: readonly Condition[];
  readonly lastHandledReconcileAt?: string;
  readonly atProvider: FieldValues;
  readonly applied?: AppliedStatus;
  /** See `planStatus`. */
  readonly plan?: FieldValues;
}
