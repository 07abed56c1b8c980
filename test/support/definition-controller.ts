import type { Definition } from '../../src/composition/api/definition.ts';
import { crdType, definitionType } from '../../src/composition/api/resource-types.ts';
import { reconcileDefinition } from '../../src/composition/definition/reconcile-definition.ts';
import type { Requeue } from '../../src/engine/report/requeue.ts';
import type { KubernetesObject } from '../../src/kubernetes/object.ts';
import { checkSchema, type CompositionBench, conditionsOf } from './composition-bench.ts';
import { kstatus, kubectlWaitReady, type Readable } from './kstatus.ts';

/** The definition controller, a pass at a time. */
export class DefinitionController {
  readonly bench: CompositionBench;
  composites: readonly KubernetesObject[] | undefined;

  readonly #name: string;

  /** `name`: of the definition that it is about, where nothing else is said. */
  constructor(bench: CompositionBench, name: string) {
    this.bench = bench;
    this.#name = name;
  }

  async pass(of = this.#name): Promise<Requeue> {
    const { client, clock } = this.bench;
    const composites = (_definition: Definition) => this.composites;
    const [definitions, crds] = [await this.bench.store(definitionType), await this.bench.store(crdType)];
    return reconcileDefinition({ client, clock, definitions, crds, composites, checkSchema, wrote: () => undefined }, of);
  }

  async definition(of = this.#name): Promise<KubernetesObject> {
    return this.bench.user.get(definitionType, { name: of });
  }

  async conditions(of = this.#name) {
    return conditionsOf(await this.definition(of));
  }

  async health(): Promise<readonly [string, boolean]> {
    const object = (await this.definition()) as unknown as Readable;
    return [kstatus(object), kubectlWaitReady(object)];
  }
}
