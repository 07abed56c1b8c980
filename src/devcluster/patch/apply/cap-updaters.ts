import { union } from '../fields/field-set.ts';
import { managerKey } from './managers.ts';
import type { Manager, Managers } from './managers.ts';

/** Entries of Update operations that an object may have. */
const maxUpdaters = 10;
const bucketName = 'ancient-changes';

/** Merges the oldest updaters of one version with each other until there are no more than ten; `subresource` is that of the write at hand. */
export function capUpdaters(managers: Managers, subresource: string | undefined): Managers {
  const updaters = [...managers].filter(([, { operation }]) => operation === 'Update');
  if (updaters.length <= maxUpdaters) return managers;
  const capped = new Map(managers);
  const firstOfVersion = new Map<string, string>();
  let count = updaters.length;
  for (const [key, manager] of updaters.toSorted(byTimeAndKey)) {
    if (count <= maxUpdaters) break;
    const first = firstOfVersion.get(manager.apiVersion);
    if (first === undefined) {
      firstOfVersion.set(manager.apiVersion, key);
      continue;
    }
    pourIn(capped, first, { ...manager, subresource });
    capped.delete(key);
    count--;
  }
  return capped;
}

/** Into the bucket of the manager's version, which begins as the first updater of that version. */
function pourIn(managers: Map<string, Manager>, first: string, manager: Manager): void {
  const { apiVersion, subresource, time, set } = manager;
  const name = { manager: bucketName, operation: 'Update', apiVersion, subresource } as const;
  const bucket = managerKey(name);
  const old = managers.get(bucket) ?? managers.get(first);
  if (!managers.has(bucket)) managers.delete(first);
  managers.set(bucket, { ...name, time, set: old === undefined ? set : union(set, old.set) });
}

function byTimeAndKey([keyA, a]: readonly [string, Manager], [keyB, b]: readonly [string, Manager]): number {
  const [left, right] = (a.time ?? '') === (b.time ?? '') ? [keyA, keyB] : [a.time ?? '', b.time ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
