import { TaskGroup } from '../../base/task-group.ts';
import { createInformer, type InformerOptions } from '../../kubernetes/create-informer.ts';
import type { Change, Informer } from '../../kubernetes/informer.ts';
import type { ResourceType } from '../../kubernetes/object.ts';
import { compositionType, crdType, definitionType, functionType, revisionType } from '../api/resource-types.ts';
import { compositeKindLabel } from '../definition/composite-crd.ts';
import { compositionNames, revisionIndex } from '../revision/reconcile-composition.ts';
import { ChildCaches, type ChildCachesOptions } from './child-caches.ts';
import { CompositeKinds, type CompositeKindsOptions } from './composite-kinds.ts';
import { RequiredObjects } from './required-objects.ts';
import type { TypeRegistry } from './type-registry.ts';

/** What moved, and where. */
export interface CompositionHandlers {
  readonly definition: (change: Change) => void;
  readonly composition: (change: Change) => void;
  readonly revision: (change: Change) => void;
  readonly function: (change: Change) => void;
  readonly crd: (change: Change) => void;
  readonly composite: CompositeKindsOptions['onChange'];
  readonly child: (change: Change) => void;
  readonly required: (change: Change) => void;
}

/** What the stores are filled by. */
export interface CompositionStoresOptions extends Omit<ChildCachesOptions, 'onChange'> {
  readonly types: TypeRegistry;
  readonly handlers: CompositionHandlers;
}

/** All that the composition controller knows of the cluster, kept current by watches. */
export class CompositionStores {
  readonly definitions: Informer;
  readonly compositions: Informer;
  readonly revisions: Informer;
  readonly functions: Informer;
  /** CRDs that are made from definitions. */
  readonly crds: Informer;
  readonly kinds: CompositeKinds;
  readonly children: ChildCaches;
  readonly required: RequiredObjects;
  readonly #options: CompositionStoresOptions;

  constructor(options: CompositionStoresOptions) {
    this.#options = options;
    const { handlers } = options;
    this.definitions = this.#informer(definitionType, handlers.definition);
    this.compositions = this.#informer(compositionType, handlers.composition);
    this.revisions = this.#informer(revisionType, handlers.revision, { indexes: { [revisionIndex]: compositionNames } });
    this.functions = this.#informer(functionType, handlers.function);
    this.crds = this.#informer(crdType, handlers.crd, { labelSelector: compositeKindLabel });
    this.kinds = new CompositeKinds({ ...options, onChange: handlers.composite });
    this.children = new ChildCaches({ ...options, onChange: handlers.child });
    this.required = new RequiredObjects({ ...options, onChange: handlers.required });
  }

  /** Those that run from the start; composites, children and required resources follow from what they show. */
  informers(): readonly Informer[] {
    return [this.definitions, this.compositions, this.revisions, this.functions, this.crds];
  }

  /** Runs until the signal aborts and all watches have ended; never rejects. */
  async watch(signal: AbortSignal): Promise<void> {
    const tasks = new TaskGroup(this.#options.logger);
    for (const informer of this.informers()) tasks.start(`informer of ${informer.type.plural}`, () => informer.run(signal));
    await tasks.settled();
    await Promise.all([this.kinds.close(), this.children.close(), this.required.close()]);
  }

  async synced(signal: AbortSignal): Promise<void> {
    await Promise.all(this.informers().map((informer) => informer.synced(signal)));
    await Promise.all(this.kinds.list().map(({ informer }) => informer.synced(signal)));
  }

  #informer(
    type: ResourceType,
    onChange: (change: Change) => void,
    more: Pick<InformerOptions, 'indexes' | 'labelSelector'> = {},
  ): Informer {
    const informer = createInformer({ ...this.#options, type, ...more });
    informer.onChange(onChange);
    return informer;
  }
}
