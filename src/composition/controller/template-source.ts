import { isObject } from '../../base/json.ts';
import type { ObjectStore } from '../../kubernetes/informer.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { parseComposition, type Composition } from '../api/composition.ts';
import { parseDefinition, type Definition } from '../api/definition.ts';
import { machineryOf } from '../api/machinery.ts';
import { parseRevision, type Revision } from '../api/revision.ts';
import type { ChosenRevision } from '../compose/composer.ts';
import { selectRevision, type Used } from '../revision/select-revision.ts';

/** Problems that pass when somebody applies what is missing: everything may be applied at once, in any order. */
const passing: ReadonlySet<string> = new Set(['CompositionNotFound', 'RevisionNotFound']);

/** Templates as parsed objects; one that can't be read says so itself, and counts as absent. */
export class TemplateSource {
  readonly #stores: { readonly definitions: ObjectStore; readonly compositions: ObjectStore; readonly revisions: ObjectStore };
  readonly #parsed = new WeakMap<KubernetesObject, unknown>();

  constructor(stores: { readonly definitions: ObjectStore; readonly compositions: ObjectStore; readonly revisions: ObjectStore }) {
    this.#stores = stores;
  }

  definitions(): readonly Definition[] {
    return this.#all(this.#stores.definitions.list(), parseDefinition);
  }

  /** What a composite is composed by; `revisions`: those of the API server in place of those in the store. Throws InvalidObject where its spec contradicts itself. */
  select(
    definition: Definition,
    composite: KubernetesObject,
    revisions: readonly KubernetesObject[] = this.#stores.revisions.list(),
  ): ChosenRevision {
    const selection = selectRevision({
      machinery: machineryOf(composite),
      definition,
      compositions: this.#all<Composition>(this.#stores.compositions.list(), parseComposition),
      revisions: this.#all<Revision>(revisions, parseRevision),
      used: usedBy(composite),
    });
    if (selection.type === 'problem') return { ...selection, stalled: !passing.has(selection.reason) };
    const { composition, name, pipeline } = selection.revision;
    return { type: 'selected', revision: { compositionName: composition, revisionName: name, steps: pipeline } };
  }

  #all<T>(objects: readonly KubernetesObject[], parse: (object: KubernetesObject) => T): readonly T[] {
    return objects.flatMap((object) => {
      if (!this.#parsed.has(object)) this.#parsed.set(object, tried(object, parse));
      const parsed = this.#parsed.get(object) as T | undefined;
      return parsed === undefined ? [] : [parsed];
    });
  }
}

function tried<T>(object: KubernetesObject, parse: (object: KubernetesObject) => T): T | undefined {
  try {
    return parse(object);
  } catch {
    // The pass over the object itself tells what is wrong with it.
    return undefined;
  }
}

/** What a composite's status says that it was composed by. */
export function usedBy(composite: KubernetesObject): Used {
  const status = composite['status'];
  const own: unknown = isObject(status) ? status['evenkeel'] : undefined;
  const composition = nameIn(own, 'compositionRef');
  const revision = nameIn(own, 'compositionRevisionRef');
  return { ...(composition === undefined ? {} : { composition }), ...(revision === undefined ? {} : { revision }) };
}

function nameIn(own: unknown, member: string): string | undefined {
  const ref: unknown = isObject(own) ? own[member] : undefined;
  return isObject(ref) && typeof ref['name'] === 'string' ? ref['name'] : undefined;
}
