import type { Logger } from '../../base/logger.ts';
import type { CloudView } from '../cloud.ts';
import { kindName } from '../kind.ts';
import type { Observation } from '../observation.ts';
import type { ObjectStores } from './object-stores.ts';

/** `stores` says what exists and what is watched; each orphan is one line of the log. */
export interface OrphanReportDeps {
  readonly stores: ObjectStores;
  readonly logger: Logger;
  /** How many of a kind there are now. */
  readonly onCount: (kind: string, count: number) => void;
}

interface Orphan {
  readonly key: string;
  readonly owner: NonNullable<Observation['owner']>;
}

/**
 * Tells of cloud resources that carry owner tags of this control plane and whose object does not exist: left by a cluster that
 * went, or by a finalizer taken off by hand. It only reports; whether they may go is for people to say.
 */
export class OrphanReport {
  readonly #deps: OrphanReportDeps;
  /** Seen in the round before: an object that is just coming, or a resource that is just going, is no orphan. */
  #before: ReadonlySet<string> = new Set();
  /** Told of before, and still there. */
  #told: ReadonlySet<string> = new Set();

  constructor(deps: OrphanReportDeps) {
    this.#deps = deps;
  }

  /** One round over what the views have seen. Makes no call. */
  report(views: Iterable<CloudView>): void {
    const suspects = new Map([...views].flatMap((view) => this.#orphansIn(view)).map((orphan) => [idOf(orphan), orphan]));
    const settled = [...suspects].filter(([id]) => this.#before.has(id));
    this.#before = new Set(suspects.keys());
    this.#count(settled.map(([, { owner }]) => owner.kind));
    for (const [id, orphan] of settled) if (!this.#told.has(id)) this.#tell(orphan);
    this.#told = new Set(settled.map(([id]) => id));
  }

  #orphansIn(view: CloudView): readonly Orphan[] {
    return view.allOwned().flatMap(({ key, owner, state }) => {
      if (owner === undefined || state.phase === 'deleting' || !this.#deps.stores.watches(owner)) return [];
      return this.#deps.stores.get(owner.kind, owner.namespace, owner.name) === undefined ? [{ key, owner }] : [];
    });
  }

  #count(found: readonly string[]): void {
    for (const name of this.#deps.stores.kinds().map(({ kind }) => kindName(kind.schema))) {
      this.#deps.onCount(name, found.filter((kind) => kind === name).length);
    }
  }

  #tell({ key, owner: { kind, namespace, name, uid } }: Orphan): void {
    this.#deps.logger.warn(
      { resource: key, kind, namespace, name, uid },
      'a resource carries our owner tags, but its object does not exist; it is left alone',
    );
  }
}

/** Two accounts or Regions may hold the same key, but not of the same incarnation of an object; two sessions may see one resource. */
function idOf({ key, owner: { kind, uid } }: Orphan): string {
  return `${kind}/${uid}/${key}`;
}
