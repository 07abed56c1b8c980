import type { CompiledSchema } from '../api/compiled-schema.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import type { Strategy } from '../api/strategy.ts';
import { strategyOf } from '../builtin/strategies.ts';
import { compileSchema } from '../schema/compile-schema.ts';

/** One served resource with what the store needs of it; `storedAs` is the apiVersion in which its objects are stored. */
export class ServedEntry {
  readonly resource: ServedResource;
  readonly strategy: Strategy;
  readonly apiVersion: string;
  readonly storedAs: string;
  /** What field selectors may name. */
  readonly selectableFields: ReadonlySet<string>;
  readonly #views = new WeakMap<DevObject, DevObject>();
  #schema: CompiledSchema | undefined;

  constructor(resource: ServedResource, storedAs?: string) {
    this.resource = resource;
    this.strategy = resource.custom ? {} : strategyOf(resource);
    this.apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
    this.storedAs = storedAs ?? this.strategy.storedAs ?? this.apiVersion;
    this.selectableFields = fieldsOf(resource, this.strategy);
  }

  /** Compiled at first use: most resources are never written. */
  get schema(): CompiledSchema {
    this.#schema ??= compileSchema(this.resource.schema, { custom: this.resource.custom });
    return this.#schema;
  }

  get hasGeneration(): boolean {
    return this.resource.custom || this.strategy.hasGeneration === true;
  }

  /** A stored object in the version of this resource; the same one for the same object. */
  view(object: DevObject): DevObject {
    if (object.apiVersion === this.apiVersion) return object;
    const known = this.#views.get(object);
    if (known !== undefined) return known;
    const view = this.#converted(object, this.apiVersion);
    this.#views.set(object, view);
    return view;
  }

  /** An object of this version as it is stored: where it has no status, with that of the schema's defaults, which nobody owns. */
  stored(object: DevObject): DevObject {
    const whole = this.#withStatus(object);
    return whole.apiVersion === this.storedAs ? whole : this.#converted(whole, this.storedAs);
  }

  #withStatus(object: DevObject): DevObject {
    if (!this.resource.custom || !this.resource.status || object['status'] !== undefined) return object;
    const { status } = this.schema.prepare({ ...object }).object;
    return status === undefined ? object : { ...object, status };
  }

  #converted(object: DevObject, apiVersion: string): DevObject {
    const converted: JsonObject = this.strategy.toVersion?.(object, apiVersion) ?? object;
    return { ...converted, apiVersion, kind: object.kind, metadata: object.metadata };
  }
}

function fieldsOf(resource: ServedResource, strategy: Strategy): ReadonlySet<string> {
  const own = [...resource.selectableFields, ...(strategy.selectableFields ?? [])].map((path) => path.replace(/^\./u, ''));
  return new Set(['metadata.name', ...(resource.namespaced ? ['metadata.namespace'] : []), ...own]);
}
