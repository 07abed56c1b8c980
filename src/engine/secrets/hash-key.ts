import { createHmac } from 'node:crypto';
import { Secret } from '../../base/secret.ts';
import { isConflict, isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';

const secrets: ResourceType = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };
const secretName = 'evenkeel-secret-hash';
const secretKey = 'key';
const keyBytes = 32;

/** Where the key is kept, and where a new one comes from. */
export interface HashKeyOptions {
  readonly client: KubernetesClient;
  /** Namespace of the controller's own Secret; it has to exist. */
  readonly namespace: string;
  readonly randomBytes: (size: number) => Buffer;
}

/**
 * Keyed hashes of secret values: they tell whether a value has changed since it was sent, and tell nothing to who has
 * not got the key. The key is made once and lives in a Secret of the controller.
 */
export class HashKey {
  readonly #options: HashKeyOptions;
  #key: Promise<Secret> | undefined;

  constructor(options: HashKeyOptions) {
    this.#options = options;
  }

  /** Hex; rejects with ApiError when the key can be neither read nor made. */
  async hash(value: Secret): Promise<string> {
    this.#key ??= this.#load();
    try {
      const key = await this.#key;
      return createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update(value.reveal()).digest('hex');
    } catch (error) {
      this.#key = undefined;
      throw error;
    }
  }

  async #load(): Promise<Secret> {
    return (await this.#read()) ?? this.#make();
  }

  async #read(): Promise<Secret | undefined> {
    const { client, namespace } = this.#options;
    try {
      return keyIn(await client.get(secrets, { namespace, name: secretName }));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async #make(): Promise<Secret> {
    const { client, namespace, randomBytes } = this.#options;
    const key = randomBytes(keyBytes).toString('base64');
    const object = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: { name: secretName, namespace },
      data: { [secretKey]: Buffer.from(key).toString('base64') },
    };
    try {
      return keyIn(await client.create(secrets, object, 'evenkeel'));
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    const made = await this.#read();
    if (made === undefined) throw new Error(`Secret ${secretName} in namespace ${namespace} was deleted while it was being made`);
    return made;
  }
}

function keyIn(object: KubernetesObject): Secret {
  const data = object['data'];
  const text: unknown = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[secretKey] : undefined;
  if (typeof text !== 'string')
    throw new Error(
      `Secret ${secretName} in namespace ${object.metadata.namespace ?? ''} has no member ${secretKey}: delete it, and a new one is made`,
    );
  return new Secret(Buffer.from(text, 'base64').toString());
}
