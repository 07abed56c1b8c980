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

export const secretType: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };

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

interface Reading {
  readonly reader: ObjectKey;
  readonly watch: ObjectWatch;
}

class WatchedSecretStore implements SecretStore {
  readonly #options: WatchedSecretStoreOptions;
  /** Secret key → reader id → its hold. */
  readonly #readings = new Map<string, Map<string, Reading>>();

  constructor(options: WatchedSecretStoreOptions) {
    this.#options = options;
    options.watches.onChange(({ old, new: next }) => {
      const object = next ?? old;
      if (object !== undefined) this.#changed(keyOf(object));
    });
  }

  async read(reader: ObjectKey, name: string, signal: AbortSignal): Promise<StoredSecret | undefined> {
    const { watch } = this.#hold(reader, name);
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

  release(reader: ObjectKey): void {
    const id = readerId(reader);
    for (const [key, readings] of this.#readings) {
      readings.get(id)?.watch.release();
      readings.delete(id);
      if (readings.size === 0) this.#readings.delete(key);
    }
  }

  hash(value: Secret): Promise<string> {
    return this.#options.hashKey.hash(value);
  }

  generatePassword(): Secret {
    return generatePassword(this.#options.randomBytes);
  }

  #hold(reader: ObjectKey, name: string): Reading {
    const key = `${reader.namespace}/${name}`;
    const readings = this.#readings.get(key) ?? new Map<string, Reading>();
    this.#readings.set(key, readings);
    const held = readings.get(readerId(reader));
    if (held !== undefined) return held;
    const reading = { reader, watch: this.#options.watches.watch({ namespace: reader.namespace, name }) };
    readings.set(readerId(reader), reading);
    return reading;
  }

  #took(object: KubernetesObject): StoredSecret {
    this.#options.watches.observe(object);
    return parse(object);
  }

  #changed(key: string): void {
    const readers = [...(this.#readings.get(key)?.values() ?? [])].map(({ reader }) => reader);
    if (readers.length > 0) this.#options.onChange(readers);
  }
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
