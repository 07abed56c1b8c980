import type { ObjectKey } from '../cloud.ts';

/**
 * What an object points at. `name`: one object by name. `select`: any object of a kind in a namespace (a selector).
 * `value`: an external name that the user wrote himself.
 */
export type Edge =
  | { readonly type: 'name'; readonly kind: string; readonly namespace: string; readonly name: string }
  | { readonly type: 'select'; readonly kind: string; readonly namespace: string }
  | { readonly type: 'value'; readonly kind: string; readonly namespace: string; readonly value: string };

/** References as watched edges: who has to be woken when an object moves, and who keeps it from being deleted. */
export class EdgeIndex {
  readonly #sources = new Map<string, Map<string, ObjectKey>>();
  readonly #edges = new Map<string, readonly string[]>();

  /** Replaces the edges of an object. Returns the objects that it named and names no more: their deletion may have waited for that. */
  set(source: ObjectKey, edges: readonly Edge[]): readonly ObjectKey[] {
    const id = idOf(source);
    const next = [...new Set(edges.map(edgeId))];
    const dropped = (this.#edges.get(id) ?? []).filter((edge) => !next.includes(edge));
    for (const edge of dropped) this.#drop(edge, id);
    for (const edge of next) this.#put(edge, id, source);
    if (next.length === 0) this.#edges.delete(id);
    else this.#edges.set(id, next);
    return dropped.flatMap(namedTarget);
  }

  remove(source: ObjectKey): readonly ObjectKey[] {
    return this.set(source, []);
  }

  /** Objects that wait for, or use, this one: by name, by selector, or by its external name. */
  dependents(target: ObjectKey, externalName: string | undefined): readonly ObjectKey[] {
    const { kind, namespace, name } = target;
    const ids = [edgeId({ type: 'name', kind, namespace, name }), edgeId({ type: 'select', kind, namespace })];
    return this.#collect(
      externalName === undefined ? ids : [...ids, edgeId({ type: 'value', kind, namespace, value: externalName })],
      target,
    );
  }

  /** Objects that use this one: by name (a selector's choice counts as a name once made) or by its external name. */
  users(target: ObjectKey, externalName: string | undefined): readonly ObjectKey[] {
    const { kind, namespace, name } = target;
    const ids = [edgeId({ type: 'name', kind, namespace, name })];
    return this.#collect(
      externalName === undefined ? ids : [...ids, edgeId({ type: 'value', kind, namespace, value: externalName })],
      target,
    );
  }

  #collect(edges: readonly string[], target: ObjectKey): readonly ObjectKey[] {
    const found = new Map<string, ObjectKey>();
    for (const edge of edges) for (const [id, source] of this.#sources.get(edge) ?? []) found.set(id, source);
    found.delete(idOf(target));
    return [...found.values()];
  }

  #put(edge: string, id: string, source: ObjectKey): void {
    const sources = this.#sources.get(edge) ?? new Map<string, ObjectKey>();
    sources.set(id, source);
    this.#sources.set(edge, sources);
  }

  #drop(edge: string, id: string): void {
    const sources = this.#sources.get(edge);
    sources?.delete(id);
    if (sources?.size === 0) this.#sources.delete(edge);
  }
}

function idOf(key: ObjectKey): string {
  return `${key.kind}/${key.namespace}/${key.name}`;
}

/** The object that a `name` edge leads to. Kinds, namespaces and names hold no slash. */
function namedTarget(edge: string): readonly ObjectKey[] {
  const [type, kind = '', namespace = '', name = ''] = edge.split('/');
  return type === 'name' ? [{ kind, namespace, name }] : [];
}

function edgeId(edge: Edge): string {
  const last = edge.type === 'name' ? edge.name : edge.type === 'value' ? edge.value : '';
  return `${edge.type}/${edge.kind}/${edge.namespace}/${last}`;
}
