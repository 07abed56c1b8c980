/** How far the deletion of a namespace's content has come. */
export interface Leftovers {
  /** Objects that are left, by `plural.group`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Objects that are left and have it, by finalizer. */
  readonly finalizers: ReadonlyMap<string, number>;
  /** What could not be deleted, in words. */
  readonly failures: readonly string[];
  /** Why it is not known what is served. */
  readonly discoveryFailure: string | undefined;
}

/** A condition of a Namespace, which has no observedGeneration. */
export interface NamespaceCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  /** RFC 3339, seconds; moves with the status. */
  readonly lastTransitionTime: string;
}

type Words = readonly [reason: string, message: string];

/** The conditions of a namespace that is being deleted, in the words of kube-controller-manager; `now` in ms. */
export function namespaceConditions(left: Leftovers, before: readonly NamespaceCondition[], now: number): readonly NamespaceCondition[] {
  const { discoveryFailure, failures } = left;
  const counts = listed(left.counts, ' has ');
  const finalizers = listed(left.finalizers, ' in ');
  const condition = (type: string, bad: Words | undefined, good: Words): NamespaceCondition => {
    const status = bad === undefined ? 'False' : 'True';
    const [reason, message] = bad ?? good;
    const known = before.find((each) => each.type === type && each.status === status);
    const lastTransitionTime = known?.lastTransitionTime ?? `${new Date(now).toISOString().slice(0, 19)}Z`;
    return { type, status, lastTransitionTime, reason, message };
  };
  return [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      discoveryFailure === undefined ? undefined : ['DiscoveryFailed', `Discovery failed for some groups: ${discoveryFailure}`],
      ['ResourcesDiscovered', 'All resources successfully discovered'],
    ),
    condition(
      'NamespaceDeletionContentFailure',
      failures.length === 0
        ? undefined
        : ['ContentDeletionFailed', `Failed to delete all resource types, ${failures.length} remaining: ${failures.join(', ')}`],
      ['ContentDeleted', 'All content successfully deleted, may be waiting on finalization'],
    ),
    condition('NamespaceContentRemaining', counts === '' ? undefined : ['SomeResourcesRemain', `Some resources are remaining: ${counts}`], [
      'ContentRemoved',
      'All content successfully removed',
    ]),
    condition(
      'NamespaceFinalizersRemaining',
      finalizers === '' ? undefined : ['SomeFinalizersRemain', `Some content in the namespace has finalizers remaining: ${finalizers}`],
      ['ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
    ),
  ];
}

function listed(counts: ReadonlyMap<string, number>, link: string): string {
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name}${link}${count} resource instances`)
    .join(', ');
}
