import { isObject, type JsonObject } from '../../base/json.ts';
import { parseDefinition } from '../../composition/api/definition.ts';
import { compositeCrd } from '../../composition/definition/composite-crd.ts';
import type { SchemaChecks } from '../../composition/controller/type-registry.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { FileObject } from '../read-manifests.ts';

/** What is known of a kind in one version. */
export interface KnownKind {
  /** OpenAPI v3; undefined: it is built in, and only `check` knows it. */
  readonly schema: JsonObject | undefined;
  readonly check: (object: JsonObject) => readonly string[];
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
    return check === undefined ? undefined : { schema: undefined, check };
  }

  #addCrd(crd: object): void {
    const spec = memberOf(crd, 'spec');
    const group = memberOf(spec, 'group');
    const kind = memberOf(memberOf(spec, 'names'), 'kind');
    const versions = memberOf(spec, 'versions');
    for (const version of Array.isArray(versions) ? versions : []) {
      const schema = memberOf(memberOf(version, 'schema'), 'openAPIV3Schema');
      if (!isObject(schema)) continue;
      this.#kinds.set(`${String(group)}/${String(memberOf(version, 'name'))}/${String(kind)}`, {
        schema: schema as JsonObject,
        check: this.#checks.custom(schema as JsonObject),
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
