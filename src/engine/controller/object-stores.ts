import { keyOf, type KubernetesObject } from '../../kubernetes/object.ts';
import type { Informer } from '../../kubernetes/informer.ts';
import type { ObjectKey, ProviderConfigRef } from '../cloud.ts';
import { kindName, type Kind } from '../kind.ts';
import { parseManaged } from '../object/managed.ts';
import type { Targets } from '../references/resolve-references.ts';

/** One kind that is being watched. A controller kept to some namespaces has an informer for each of them. */
export interface WatchedKind {
  readonly kind: Kind;
  readonly informers: readonly Informer[];
}

/** All managed objects that the cluster holds, by kind. */
export class ObjectStores implements Targets {
  readonly #kinds: ReadonlyMap<string, WatchedKind>;

  constructor(kinds: readonly WatchedKind[]) {
    this.#kinds = new Map(kinds.map((watched) => [kindName(watched.kind.schema), watched]));
  }

  kinds(): readonly WatchedKind[] {
    return [...this.#kinds.values()];
  }

  runs(kind: string): boolean {
    return this.#kinds.has(kind);
  }

  kindOf(name: string): Kind | undefined {
    return this.#kinds.get(name)?.kind;
  }

  get(kind: string, namespace: string, name: string): KubernetesObject | undefined {
    const key = keyOf({ metadata: { namespace, name } });
    return this.#first(kind, (informer) => informer.store.get(key));
  }

  list(kind: string, namespace: string): readonly KubernetesObject[] {
    return this.all(kind).filter((object) => object.metadata.namespace === namespace);
  }

  all(kind: string): readonly KubernetesObject[] {
    return this.#kinds.get(kind)?.informers.flatMap((informer) => informer.store.list()) ?? [];
  }

  /** Are objects of this namespace watched at all? */
  watches({ kind, namespace }: ObjectKey): boolean {
    return (
      this.#kinds.get(kind)?.informers.some((informer) => informer.namespace === undefined || informer.namespace === namespace) ?? false
    );
  }

  /** Hands a written object to the informer that watches it. */
  observe(kind: string, object: KubernetesObject): void {
    for (const informer of this.#kinds.get(kind)?.informers ?? []) {
      if (informer.namespace === undefined || informer.namespace === object.metadata.namespace) informer.observe(object);
    }
  }

  /** The objects that use a provider config. */
  usersOf(ref: ProviderConfigRef, namespace: string | undefined): readonly ObjectKey[] {
    return this.kinds().flatMap(({ kind }) =>
      this.all(kindName(kind.schema)).flatMap((object) => (uses(kind, object, ref, namespace) ? [objectKey(kind, object)] : [])),
    );
  }

  #first(kind: string, find: (informer: Informer) => KubernetesObject | undefined): KubernetesObject | undefined {
    for (const informer of this.#kinds.get(kind)?.informers ?? []) {
      const found = find(informer);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

function uses(kind: Kind, object: KubernetesObject, ref: ProviderConfigRef, namespace: string | undefined): boolean {
  const { providerConfigRef, key } = parseManaged(kind, object);
  if (providerConfigRef.kind !== ref.kind || providerConfigRef.name !== ref.name) return false;
  return ref.kind === 'ClusterProviderConfig' || key.namespace === namespace;
}

/** The key of an object of this kind. */
export function objectKey(kind: Kind, object: KubernetesObject): ObjectKey {
  return { kind: kindName(kind.schema), namespace: object.metadata.namespace ?? '', name: object.metadata.name };
}
