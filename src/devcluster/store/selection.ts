import type { DevObject } from '../api/dev-object.ts';
import type { Selection } from '../api/dev-api.ts';
import type { Change } from './change-ring.ts';
import { compileFieldSelector, nameInSelector } from './field-selector.ts';
import { compileLabelSelector } from './label-selector.ts';
import type { ObjectTable } from './object-table.ts';
import type { ServedEntry } from './served-entry.ts';

/** A selection, read. `matches` looks at namespace, labels and fields of an object as it is stored. */
export interface CompiledSelection {
  readonly namespace: string | undefined;
  /** The only key that can match, if the selection names one. */
  readonly onlyKey: string | undefined;
  readonly selective: boolean;
  readonly matches: (object: DevObject) => boolean;
}

/** Reads a selection; throws 400 on selectors that can't be read or name other fields than may be selected. */
export function compileSelection(entry: ServedEntry, selection: Selection): CompiledSelection {
  const { namespace, labelSelector, fieldSelector } = selection;
  const byLabel = compileLabelSelector(labelSelector);
  const byField = compileFieldSelector(fieldSelector, entry.selectableFields);
  const name = nameInSelector(fieldSelector);
  const known = name !== undefined && (namespace !== undefined || !entry.resource.namespaced);
  return {
    namespace,
    onlyKey: known ? keyIn(namespace, name) : undefined,
    selective: (labelSelector ?? '') !== '' || (fieldSelector ?? '') !== '',
    matches: (object) =>
      (namespace === undefined || object.metadata.namespace === namespace) && byLabel(object) && byField(entry.view(object)),
  };
}

/** The key of an object in its table. */
export function keyIn(namespace: string | undefined, name: string): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** The sorted keys that the selection may match at the moment. */
export function candidateKeys(table: ObjectTable, { onlyKey, namespace }: CompiledSelection): readonly string[] {
  if (onlyKey === undefined) return table.keys(namespace);
  return table.get(onlyKey) === undefined ? [] : [onlyKey];
}

/** What a change is to someone who sees the selection alone: an object may enter it or leave it. */
export function seenChange(
  { matches }: CompiledSelection,
  change: Change,
): { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: DevObject } | undefined {
  const { previous, current, gone, revision } = change;
  const before = previous !== undefined && matches(previous);
  if (current !== undefined && matches(current)) return { type: before ? 'MODIFIED' : 'ADDED', object: current };
  if (!before) return undefined;
  // An object that left shows as it was last seen, under the revision at which it left.
  const left = gone ?? { ...previous, metadata: { ...previous.metadata, resourceVersion: String(revision) } };
  return { type: 'DELETED', object: left };
}
