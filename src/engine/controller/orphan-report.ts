import type { Logger } from '../../base/logger.ts';
import type { CloudView } from '../cloud.ts';
import { kindName } from '../kind.ts';
import type { Observation } from '../observation.ts';
import type { ObjectStores } from './object-stores.ts';

export interface OrphanReportDeps {
  readonly stores: ObjectStores;
  readonly logger: Logger;
  /** How many of a kind there are now. */
  readonly onCount: (kind: string, count: number) => void;
}

/**
 * Tells of cloud resources that carry owner tags of this control plane and whose object does not exist: left by a cluster that
 * went, or by a finalizer taken off by hand. It only reports; whether they may go is for people to say.
 */
export class OrphanReport {
  readonly #deps: OrphanReportDeps;
  /** Seen in the round before: an object that is just coming, or a resource that is just going, is no orphan. */
  #before: ReadonlySet<string> = new Set();
  readonly #told = new Set<string>();

  constructor(deps: OrphanReportDeps) {
    this.#deps = deps;
  }

  /** One round over what the views have seen. Makes no call. */
  report(views: Iterable<CloudView>): void {
    const suspects = [...views].flatMap((view) => view.allOwned()).filter((observation) => this.#isOrphan(observation));
    const settled = suspects.filter(({ key }) => this.#before.has(key));
    this.#before = new Set(suspects.map(({ key }) => key));
    this.#count(settled);
    for (const orphan of settled) this.#tell(orphan);
  }

  #isOrphan({ owner, state }: Observation): boolean {
    if (owner === undefined || state.phase === 'deleting' || !this.#deps.stores.watches(owner)) return false;
    return this.#deps.stores.get(owner.kind, owner.namespace, owner.name) === undefined;
  }

  #count(orphans: readonly Observation[]): void {
    for (const name of this.#deps.stores.kinds().map(({ kind }) => kindName(kind.schema))) {
      this.#deps.onCount(name, orphans.filter(({ owner }) => owner?.kind === name).length);
    }
  }

  #tell({ key, owner }: Observation): void {
    if (owner === undefined || this.#told.has(key)) return;
    this.#told.add(key);
    const { kind, namespace, name, uid } = owner;
    this.#deps.logger.warn(
      { resource: key, kind, namespace, name, uid },
      'a resource carries our owner tags, but its object does not exist; it is left alone',
    );
  }
}
