import { isObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import { type KubernetesObject, type ResourceType, keyOf } from '../../kubernetes/object.ts';
import type { ObjectWatch, ObjectWatches } from '../../kubernetes/object-watches.ts';
import type { ObjectKey } from '../cloud.ts';
import { generatePassword } from './generate-password.ts';
import type { HashKey } from './hash-key.ts';
import type { SecretStore, StoredSecret } from './secret-store.ts';

const fieldManager = 'evenkeel';

/** Secrets, as the client asks for them. */
export const secretType: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };

/** What the store reads and writes by, and whom it tells. */
export interface WatchedSecretStoreOptions {
  readonly client: KubernetesClient;
  readonly watches: ObjectWatches;
  readonly hashKey: HashKey;
  readonly randomBytes: (size: number) => Buffer;
  /** Objects that read a Secret that changed. */
  readonly onChange: (readers: readonly ObjectKey[]) => void;
}

/** Secrets read by single-name watches: each is watched as long as an object reads it. */
export function createSecretStore(options: WatchedSecretStoreOptions): SecretStore {
  return new WatchedSecretStore(options);
}

/** The Secrets that one object reads, by key. */
interface Readings {
  readonly reader: ObjectKey;
  readonly watches: Map<string, ObjectWatch>;
}

class WatchedSecretStore implements SecretStore {
  readonly #options: WatchedSecretStoreOptions;
  /** By reader id. */
  readonly #readings = new Map<string, Readings>();

  constructor(options: WatchedSecretStoreOptions) {
    this.#options = options;
    options.watches.onChange(({ old, new: next }) => {
      const object = next ?? old;
      if (object !== undefined) this.#changed(keyOf(object));
    });
  }

  async read(reader: ObjectKey, name: string, signal: AbortSignal): Promise<StoredSecret | undefined> {
    const watch = this.#hold(reader, name);
    await watch.synced(signal);
    const object = watch.get();
    return object === undefined || object === 'unknown' ? undefined : parse(object);
  }

  async create(owner: KubernetesObject, name: string, values: Readonly<Record<string, Secret>>): Promise<StoredSecret> {
    const { apiVersion, kind, metadata } = owner;
    const ownerReferences = [{ apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: false }];
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: { name, namespace: metadata.namespace, ownerReferences },
      data: encode(values),
    };
    return this.#took(await this.#options.client.create(secretType, object, fieldManager));
  }

  async update(current: StoredSecret, values: Readonly<Record<string, Secret>>): Promise<StoredSecret> {
    const { namespace, name, uid, resourceVersion } = current.object.metadata;
    const body = { metadata: { uid, resourceVersion }, data: encode(values) };
    return this.#took(await this.#options.client.patch(secretType, { namespace, name }, body, { kind: 'merge', fieldManager }));
  }

  keep(reader: ObjectKey, names: readonly string[]): void {
    const readings = this.#readings.get(readerId(reader));
    if (readings === undefined) return;
    const kept = new Set(names.map((name) => secretKey(reader, name)));
    for (const [key, watch] of readings.watches) {
      if (kept.has(key)) continue;
      watch.release();
      readings.watches.delete(key);
    }
    if (readings.watches.size === 0) this.#readings.delete(readerId(reader));
  }

  release(reader: ObjectKey): void {
    this.keep(reader, []);
  }

  hash(value: Secret): Promise<string> {
    return this.#options.hashKey.hash(value);
  }

  generatePassword(): Secret {
    return generatePassword(this.#options.randomBytes);
  }

  #hold(reader: ObjectKey, name: string): ObjectWatch {
    const key = secretKey(reader, name);
    const held = this.#readings.get(readerId(reader))?.watches.get(key);
    if (held !== undefined) return held;
    const watch = this.#options.watches.watch({ namespace: reader.namespace, name });
    const readings = this.#readings.get(readerId(reader)) ?? { reader, watches: new Map() };
    this.#readings.set(readerId(reader), readings);
    readings.watches.set(key, watch);
    return watch;
  }

  #took(object: KubernetesObject): StoredSecret {
    this.#options.watches.observe(object);
    return parse(object);
  }

  #changed(key: string): void {
    const readers = [...this.#readings.values()].filter(({ watches }) => watches.has(key)).map(({ reader }) => reader);
    if (readers.length > 0) this.#options.onChange(readers);
  }
}

function secretKey({ namespace }: ObjectKey, name: string): string {
  return `${namespace}/${name}`;
}

function readerId({ kind, namespace, name }: ObjectKey): string {
  return `${kind}/${namespace}/${name}`;
}

function encode(values: Readonly<Record<string, Secret>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value.reveal()).toString('base64')]));
}

function parse(object: KubernetesObject): StoredSecret {
  const data = isObject(object['data']) ? object['data'] : {};
  const values = Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, new Secret(Buffer.from(value, 'base64').toString())] as const] : [],
  );
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true);
  return { values: Object.fromEntries(values), ownerUid: owner?.uid, object };
}
