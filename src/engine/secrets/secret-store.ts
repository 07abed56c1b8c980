import type { Secret } from '../../base/secret.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { ObjectKey } from '../cloud.ts';

/** One Kubernetes Secret, as far as the engine looks into it. */
export interface StoredSecret {
  readonly values: Readonly<Record<string, Secret>>;
  /** uid of the object that made it (owner reference), if it is one of ours. */
  readonly ownerUid: string | undefined;
  readonly object: KubernetesObject;
}

/** Secrets, read by single-name watches in the object's own namespace and written only where we made them. */
export interface SecretStore {
  /** undefined: there is no such Secret. Waits for the first look; rejects when the API server can't be asked. The object is woken when it changes. */
  read(reader: ObjectKey, name: string, signal: AbortSignal): Promise<StoredSecret | undefined>;
  /** Makes it, with an owner reference to `owner`. Rejects with ApiError 409 when one is there. */
  create(owner: KubernetesObject, name: string, values: Readonly<Record<string, Secret>>): Promise<StoredSecret>;
  /** Writes values into a Secret that we made; other keys stay. */
  update(current: StoredSecret, values: Readonly<Record<string, Secret>>): Promise<StoredSecret>;
  /** The object needs no others than these: those that it read besides are watched no longer on its account. */
  keep(reader: ObjectKey, names: readonly string[]): void;
  /** The object no longer needs any. */
  release(reader: ObjectKey): void;
  /** A keyed hash of a value, hex. The key lives in a Secret of the controller. */
  hash(value: Secret, signal: AbortSignal): Promise<string>;
  /** A password fit for AWS RDS: 27 printable characters without / @ " and space. */
  generatePassword(): Secret;
}
