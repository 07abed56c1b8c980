import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { statefulAnnotation } from '../../engine/schema/crd/custom-resource-definition.ts';
import { isNotFound } from '../../kubernetes/api-error.ts';
import type { KubernetesClient } from '../../kubernetes/client.ts';
import type { Discovery } from '../../kubernetes/discovery.ts';
import { apiVersionOf, type KubernetesObject, type ResourceType } from '../../kubernetes/object.ts';
import { crdType } from '../api/resource-types.ts';
import type { TypeSource } from '../compose/composer.ts';

/** Holds objects against schemas: gives what is wrong, as `path: what`. */
export interface SchemaChecks {
  /** `schema`: OpenAPI v3 of one version of a CRD. */
  custom(schema: JsonObject): (object: JsonObject) => readonly string[];
  /** Of a type that the API server has built in; undefined: its schema is not known here. */
  builtin(type: ResourceType): ((object: JsonObject) => readonly string[]) | undefined;
}

/** What the registry reads by. */
export interface TypeRegistryOptions {
  readonly client: KubernetesClient;
  readonly discovery: Discovery;
  readonly clock: Clock;
  readonly checks: SchemaChecks;
}

/** Built-in kinds whose objects hold data. */
const statefulKinds: ReadonlySet<string> = new Set(['/PersistentVolumeClaim', '/PersistentVolume', 'apps/StatefulSet']);

interface KnownCrd {
  readonly at: number;
  readonly crd: KubernetesObject | undefined;
}

interface KnownCheck {
  readonly resourceVersion: string;
  readonly check: (object: JsonObject) => readonly string[];
}

/** A CRD is read anew after this (ms), if it is needed again: only writes need it. */
const crdFreshMs = 10_000;
/** What the API server serves is asked for again no sooner than this (ms), when a kind is not among it. */
const discoveryFreshMs = 2_000;
const mostTypes = 500;

/** Types of children, by discovery, and their schemas, from their CRDs. */
export class TypeRegistry implements TypeSource {
  readonly #options: TypeRegistryOptions;
  #served: { readonly at: number; readonly types: Promise<ReadonlyMap<string, ResourceType>> } | undefined;
  readonly #crds = new BoundedMap<string, KnownCrd>(mostTypes);
  readonly #checks = new BoundedMap<string, KnownCheck>(mostTypes);

  constructor(options: TypeRegistryOptions) {
    this.#options = options;
  }

  async resolve(apiVersion: string, kind: string): Promise<ResourceType | undefined> {
    const id = `${apiVersion}/${kind}`;
    const found = (await this.#types())?.get(id);
    if (found !== undefined) return found;
    if (this.#served !== undefined && this.#options.clock.now() - this.#served.at < discoveryFreshMs) return undefined;
    this.#served = undefined;
    return (await this.#types())?.get(id);
  }

  async problemsOf(type: ResourceType, object: JsonObject): Promise<readonly string[]> {
    const crd = await this.#crdOf(type);
    if (crd === undefined) return this.#options.checks.builtin(type)?.(object) ?? [];
    return this.#checkOf(type, crd)(object);
  }

  async isStateful(type: ResourceType): Promise<boolean> {
    if (statefulKinds.has(`${type.group}/${type.kind}`)) return true;
    const crd = await this.#crdOf(type);
    return crd?.metadata.annotations?.[statefulAnnotation] === 'true';
  }

  /** The schema of a kind, for functions that ask for it; undefined: it has none. */
  async schemaOf(apiVersion: string, kind: string): Promise<JsonObject | undefined> {
    const type = await this.resolve(apiVersion, kind);
    const crd = type === undefined ? undefined : await this.#crdOf(type);
    return type === undefined || crd === undefined ? undefined : schemaIn(crd, type.version);
  }

  #checkOf(type: ResourceType, crd: KubernetesObject): KnownCheck['check'] {
    const id = `${apiVersionOf(type)}/${type.kind}`;
    const { resourceVersion } = crd.metadata;
    const known = this.#checks.get(id);
    if (known?.resourceVersion === resourceVersion) return known.check;
    const check = this.#options.checks.custom(schemaIn(crd, type.version) ?? {});
    this.#checks.set(id, { resourceVersion, check });
    return check;
  }

  async #types(): Promise<ReadonlyMap<string, ResourceType>> {
    const served = (this.#served ??= { at: this.#options.clock.now(), types: this.#discover() });
    try {
      return await served.types;
    } catch (error) {
      if (this.#served === served) this.#served = undefined;
      throw error;
    }
  }

  async #discover(): Promise<ReadonlyMap<string, ResourceType>> {
    const types = new Map<string, ResourceType>();
    for (const { group, version, kind, plural, namespaced } of await this.#options.discovery.resources()) {
      const type = { group, version, kind, plural, namespaced };
      types.set(`${apiVersionOf(type)}/${kind}`, type);
    }
    return types;
  }

  /** undefined: the type is built in. */
  async #crdOf({ group, plural }: ResourceType): Promise<KubernetesObject | undefined> {
    if (!group.includes('.') || group.endsWith('.k8s.io')) return undefined;
    const name = `${plural}.${group}`;
    const known = this.#crds.get(name);
    if (known !== undefined && this.#options.clock.now() - known.at < crdFreshMs) return known.crd;
    const crd = await this.#read(name);
    this.#crds.set(name, { at: this.#options.clock.now(), crd });
    return crd;
  }

  async #read(name: string): Promise<KubernetesObject | undefined> {
    try {
      return await this.#options.client.get(crdType, { name });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

function schemaIn(crd: KubernetesObject, version: string): JsonObject | undefined {
  const spec = crd['spec'];
  const versions: unknown = isObject(spec) ? spec['versions'] : undefined;
  const found: unknown = Array.isArray(versions) ? versions.find((each) => isObject(each) && each['name'] === version) : undefined;
  const schema: unknown = isObject(found) && isObject(found['schema']) ? found['schema']['openAPIV3Schema'] : undefined;
  return isObject(schema) ? (schema as JsonObject) : undefined;
}
