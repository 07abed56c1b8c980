import { isObject } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import { secretType } from '../../engine/secrets/watched-secret-store.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { CompositionStep } from '../api/composition.ts';
import { machineryOf } from '../api/machinery.ts';
import type { SecretData } from '../function/pipeline-function.ts';
import { controllerOf } from './child-marks.ts';
import type { Composer } from './composer.ts';
import { childManager } from './write-child.ts';

/** A Secret by its place. */
interface Place {
  readonly namespace: string;
  readonly name: string;
}

/** The Secret is somebody else's. The message is fit for status. */
export class ForeignSecret extends Error {
  constructor(name: string) {
    super(`the Secret ${name} exists and was not made for this composite: choose another name in writeConnectionSecretToRef`);
    this.name = 'ForeignSecret';
  }
}

/** The Secrets that one composite reads and writes during a pass. What it no longer reads after it is no longer watched. */
export class ConnectionSecrets {
  readonly #composer: Composer;
  readonly #composite: KubernetesObject;
  readonly #signal: AbortSignal;
  readonly #read = new Map<string, Set<string>>();
  readonly #versions = new Set<string>();

  constructor(composer: Composer, composite: KubernetesObject, signal: AbortSignal) {
    this.#composer = composer;
    this.#composite = composite;
    this.#signal = signal;
  }

  /** What a child tells in the Secret that it names; nothing while there is none, or it is not the child's. */
  async ofChild(child: KubernetesObject): Promise<SecretData> {
    const place = placeOf(child);
    if (place === undefined) return {};
    const secret = await this.#get(place);
    return secret !== undefined && controllerOf(secret)?.uid === child.metadata.uid ? dataOf(secret) : {};
  }

  /** What the composite's own Secret holds. */
  async own(): Promise<SecretData> {
    const place = ownPlace(this.#composite);
    const secret = place === undefined ? undefined : await this.#get(place);
    return secret !== undefined && controllerOf(secret)?.uid === this.#composite.metadata.uid ? dataOf(secret) : {};
  }

  /** The credentials of a step, by their names. Throws an Error that names the Secret that is missing. */
  async credentials({ credentials }: CompositionStep): Promise<Readonly<Record<string, SecretData>>> {
    const found: Record<string, SecretData> = {};
    for (const each of credentials) {
      if (each.source === 'None') continue;
      const secret = await this.#get(each.secret);
      if (secret === undefined)
        throw new Error(`credentials ${each.name}: there is no Secret ${each.secret.namespace}/${each.secret.name}`);
      found[each.name] = dataOf(secret);
    }
    return found;
  }

  /** Looks at all Secrets of the steps, whether they are there or not, so that `version` speaks of them. */
  async lookAt(steps: readonly CompositionStep[]): Promise<void> {
    for (const { credentials } of steps) for (const each of credentials) if (each.source === 'Secret') await this.#get(each.secret);
  }

  /** Makes the composite's Secret what the pipeline says. Throws ForeignSecret, and ApiError. */
  async write(details: SecretData): Promise<void> {
    const place = ownPlace(this.#composite);
    if (place === undefined) return;
    const { connectionKeys } = this.#composer;
    const passed = Object.entries(details).filter(([key]) => connectionKeys.length === 0 || connectionKeys.includes(key));
    const data = Object.fromEntries(passed.map(([key, value]) => [key, value.reveal()]));
    const secret = await this.#get(place);
    if (secret === undefined) {
      if (Object.keys(data).length > 0) await this.#create(place, data);
      return;
    }
    if (controllerOf(secret)?.uid !== this.#composite.metadata.uid) throw new ForeignSecret(place.name);
    const patch = differences(dataOf(secret), data);
    if (patch === undefined) return;
    const { uid, resourceVersion } = secret.metadata;
    const body = { metadata: { uid, resourceVersion }, data: patch };
    await this.#composer.client.patch(secretType, place, body, { kind: 'merge', fieldManager: childManager });
  }

  /** Equal texts: what was read is as it was. */
  version(): string {
    return [...this.#versions].toSorted().join(' ');
  }

  /** Lets go of what was not read in this pass; `namespaces`: those that earlier passes read in, which are brought up to date. */
  keep(namespaces: Set<string>): void {
    for (const namespace of new Set([...namespaces, ...this.#read.keys()])) {
      const names = this.#read.get(namespace) ?? new Set();
      this.#composer.secrets.keep(this.#composer.readerOf(this.#composite, namespace), [...names]);
      if (names.size === 0) namespaces.delete(namespace);
      else namespaces.add(namespace);
    }
  }

  async #get({ namespace, name }: Place): Promise<KubernetesObject | undefined> {
    const names = this.#read.get(namespace) ?? new Set();
    this.#read.set(namespace, names.add(name));
    const reader = this.#composer.readerOf(this.#composite, namespace);
    const secret = (await this.#composer.secrets.read(reader, name, this.#signal))?.object;
    if (secret !== undefined) this.#versions.add(`${secret.metadata.uid}/${secret.metadata.resourceVersion}`);
    return secret;
  }

  async #create(place: Place, data: Readonly<Record<string, string>>): Promise<void> {
    const { apiVersion, kind, metadata } = this.#composite;
    const ownerReferences = [{ apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: false }];
    const object = { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: { ...place, ownerReferences }, data };
    await this.#composer.client.create(secretType, object, childManager);
  }
}

function ownPlace(composite: KubernetesObject): Place | undefined {
  const ref = machineryOf(composite).connectionSecret;
  const namespace = composite.metadata.namespace ?? ref?.namespace;
  return ref === undefined || namespace === undefined ? undefined : { namespace, name: ref.name };
}

/** Where a child tells its connection details: a resource in spec itself, a composite in its machinery. */
function placeOf({ metadata, ...object }: KubernetesObject): Place | undefined {
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const refs = [spec, spec['evenkeel'], spec['crossplane']].map((place) =>
    isObject(place) ? place['writeConnectionSecretToRef'] : undefined,
  );
  const ref: unknown = refs.find((each) => each !== undefined);
  if (!isObject(ref) || typeof ref['name'] !== 'string') return undefined;
  const namespace = metadata.namespace ?? ref['namespace'];
  return typeof namespace === 'string' ? { namespace, name: ref['name'] } : undefined;
}

function dataOf(secret: KubernetesObject): SecretData {
  const data = isObject(secret['data']) ? secret['data'] : {};
  return Object.fromEntries(Object.entries(data).flatMap(([key, value]) => (typeof value === 'string' ? [[key, new Secret(value)]] : [])));
}

/** The merge patch from one to the other; null removes. undefined: they are equal. */
function differences(before: SecretData, after: Readonly<Record<string, string>>): Record<string, string | null> | undefined {
  const gone = Object.keys(before).filter((key) => after[key] === undefined);
  const changed = Object.entries(after).filter(([key, value]) => before[key]?.reveal() !== value);
  if (gone.length === 0 && changed.length === 0) return undefined;
  return { ...Object.fromEntries(gone.map((key) => [key, null])), ...Object.fromEntries(changed) };
}
