import { compositionCrds } from '../../src/composition/api/crd/composition-crds.ts';
import {
  compositionType,
  crdType,
  definitionType,
  environmentConfigType,
  functionType,
  revisionType,
} from '../../src/composition/api/resource-types.ts';
import type { SchemaCheck } from '../../src/composition/definition/schema-change.ts';
import { createInProcessClient } from '../../src/devcluster/client/in-process-client.ts';
import type { JsonObject as DevJson } from '../../src/devcluster/api/dev-object.ts';
import { createStandardDevApi } from '../../src/devcluster/create-standard-dev-api.ts';
import { compileSchema } from '../../src/devcluster/schema/compile-schema.ts';
import { isNotFound } from '../../src/kubernetes/api-error.ts';
import type { KubernetesClient } from '../../src/kubernetes/client.ts';
import type { Condition } from '../../src/kubernetes/condition.ts';
import type { IndexFunction, ObjectStore } from '../../src/kubernetes/informer.ts';
import type { KubernetesObject, ResourceType } from '../../src/kubernetes/object.ts';
import { keyOf } from '../../src/kubernetes/object.ts';
import { FakeClock } from './fake-clock.ts';
import { seededRandom } from './seeded-random.ts';

/** A manifest as a user writes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [member: string]: unknown;
}

/** The API of definitions and compositions in a dev API server, with a count of what is written. */
export class CompositionBench {
  readonly clock: FakeClock;
  /** The user's. */
  readonly user: KubernetesClient;
  /** The controller's: each write is noted. */
  readonly client: KubernetesClient;
  readonly writes: string[] = [];
  readonly #close: () => Promise<void>;

  private constructor(user: KubernetesClient, close: () => Promise<void>, clock: FakeClock) {
    this.user = user;
    this.clock = clock;
    this.client = noting(user, this.writes);
    this.#close = close;
  }

  /** Over an API server that has the CRDs. */
  static over(user: KubernetesClient): CompositionBench {
    return new CompositionBench(user, () => Promise.resolve(), new FakeClock());
  }

  static async make(): Promise<CompositionBench> {
    const clock = new FakeClock();
    const api = await createStandardDevApi({ clock, random: seededRandom(1) });
    const user = createInProcessClient(api);
    for (const crd of compositionCrds) await user.create(crdType, crd, 'test');
    return new CompositionBench(user, () => api.close(), clock);
  }

  end(): Promise<void> {
    return this.#close();
  }

  /** Makes or changes an object as kubectl apply --server-side does. */
  apply(manifest: Manifest, type = typeOf(manifest)): Promise<KubernetesObject> {
    const { namespace, name } = manifest.metadata;
    return this.user.patch(type, { namespace, name }, manifest, { kind: 'apply', fieldManager: 'test', force: true });
  }

  async find(type: ResourceType, name: string): Promise<KubernetesObject | undefined> {
    try {
      return await this.user.get(type, nameOf(name));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** What is stored of a type now. */
  async store(type: ResourceType, indexes: Readonly<Record<string, IndexFunction>> = {}): Promise<ObjectStore> {
    const { items } = await this.user.list(type, {});
    const objects = new Map(items.map((object) => [keyOf(object), object]));
    return {
      get: (key) => objects.get(key),
      list: () => items,
      byIndex: (index, value) => items.filter((object) => indexes[index]?.(object).includes(value)),
    };
  }
}

function nameOf(key: string): { readonly namespace?: string; readonly name: string } {
  const [first = '', second] = key.split('/');
  return second === undefined ? { name: first } : { namespace: first, name: second };
}

/** The resource of a manifest of this API, or of a namespaced composite whose plural is regular. */
export function typeOf({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): ResourceType {
  const known = [compositionType, crdType, definitionType, environmentConfigType, functionType, revisionType].find(
    (type) => type.kind === kind,
  );
  if (known !== undefined) return known;
  const [group = '', version = ''] = apiVersion.split('/');
  return { group, version, kind, plural: `${kind.toLowerCase()}s`, namespaced: true };
}

/** Conditions by type. */
export function conditionsOf(object: KubernetesObject | undefined): Readonly<Record<string, Condition>> {
  const status = (object?.['status'] ?? {}) as { readonly conditions?: readonly Condition[] };
  return Object.fromEntries((status.conditions ?? []).map((condition) => [condition.type, condition]));
}

/** As the dev API server checks objects; a value that would be pruned is a problem. */
export const checkSchema: SchemaCheck = (schema) => {
  const compiled = compileSchema(schema as DevJson, { custom: true });
  return (object) => {
    const admitted = compiled.prepare(object as DevJson);
    const causes = compiled.validate(admitted.object).map(({ field = '', message }) => `${field}: ${message}`);
    return [...admitted.unknown.map((path) => `${path} would be lost`), ...causes];
  };
};

function noting(client: KubernetesClient, writes: string[]): KubernetesClient {
  const note = (verb: string, type: ResourceType, name: string): void => void writes.push(`${verb} ${type.kind} ${name}`);
  return {
    get: (...args) => client.get(...args),
    managedFields: (...args) => client.managedFields(...args),
    list: (...args) => client.list(...args),
    watch: (...args) => client.watch(...args),
    create: (type, object, manager) => {
      note('create', type, (object as Manifest).metadata.name);
      return client.create(type, object, manager);
    },
    update: (type, name, object, manager) => {
      note('update', type, name.name);
      return client.update(type, name, object, manager);
    },
    patch: (type, name, body, options) => {
      note(options.subresource === undefined ? options.kind : options.subresource, type, name.name);
      return client.patch(type, name, body, options);
    },
    delete: (type, name, options) => {
      note('delete', type, name.name);
      return client.delete(type, name, options);
    },
  };
}
