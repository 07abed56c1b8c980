import { isObject, type JsonObject } from '../../base/json.ts';
import { parseDefinition } from '../../composition/api/definition.ts';
import { compositeCrd } from '../../composition/definition/composite-crd.ts';
import type { SchemaChecks } from '../../composition/controller/type-registry.ts';
import { compileSchema } from '../../devcluster/schema/compile-schema.ts';
import type { KubernetesObject, ResourceType } from '../../kubernetes/object.ts';
import type { FileObject } from '../read-manifests.ts';

/** What is known of a kind in one version. */
export interface KnownKind {
  /** OpenAPI v3; undefined: it is built in, and only `check` knows it. */
  readonly schema: JsonObject | undefined;
  readonly check: (object: JsonObject) => readonly string[];
  /** The object with the defaults that the API server fills in. */
  readonly filled: (object: JsonObject) => JsonObject;
  /** undefined: it is built in. */
  readonly type: ResourceType | undefined;
}

/** Schemas by apiVersion and kind: of CRDs, of the kinds that definitions make, and of what API servers have built in. */
export class SchemaSet {
  readonly #checks: SchemaChecks;
  readonly #kinds = new Map<string, KnownKind>();

  constructor(checks: SchemaChecks) {
    this.#checks = checks;
  }

  /** Takes what an object defines, if it defines kinds; one that can't be read defines none, which its own check tells. */
  add({ object }: FileObject): void {
    if (object.kind === 'CustomResourceDefinition') this.#addCrd(object);
    if (object.kind !== 'CompositeResourceDefinition') return;
    try {
      this.#addCrd(compositeCrd(parseDefinition(asRead(object))));
    } catch {
      // The check of the definition itself says what is wrong.
    }
  }

  of(apiVersion: string, kind: string): KnownKind | undefined {
    const known = this.#kinds.get(`${apiVersion}/${kind}`);
    if (known !== undefined) return known;
    const [version = '', group = ''] = apiVersion.split('/').toReversed();
    const check = this.#checks.builtin({ group, version, kind, plural: '', namespaced: false });
    return check === undefined ? undefined : { schema: undefined, check, filled: (object) => object, type: undefined };
  }

  #addCrd(crd: object): void {
    const spec = memberOf(crd, 'spec');
    const group = String(memberOf(spec, 'group'));
    const kind = String(memberOf(memberOf(spec, 'names'), 'kind'));
    const plural = String(memberOf(memberOf(spec, 'names'), 'plural'));
    const namespaced = memberOf(spec, 'scope') !== 'Cluster';
    const versions = memberOf(spec, 'versions');
    for (const each of Array.isArray(versions) ? versions : []) {
      const schema = memberOf(memberOf(each, 'schema'), 'openAPIV3Schema');
      if (!isObject(schema)) continue;
      const version = String(memberOf(each, 'name'));
      this.#kinds.set(`${group}/${version}/${kind}`, {
        schema: schema as JsonObject,
        check: this.#checks.custom(schema as JsonObject),
        filled: (object) => compileSchema(schema as JsonObject, { custom: true }).prepare(object).object,
        type: { group, version, kind, plural, namespaced },
      });
    }
  }
}

function memberOf(value: unknown, member: string): unknown {
  return isObject(value) ? value[member] : undefined;
}

/** An object of a file as the API server would give it. */
export function asRead(object: FileObject['object']): KubernetesObject {
  return { ...object, metadata: { uid: '', resourceVersion: '', ...object.metadata } } as unknown as KubernetesObject;
}
