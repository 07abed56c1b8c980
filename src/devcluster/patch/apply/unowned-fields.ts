import { setOfPaths } from '../fields/field-set.ts';
import type { FieldSet } from '../fields/field-set.ts';

/** What identifies an object or is the server's own: no manager ever owns it. */
export const neverOwned: FieldSet = setOfPaths([
  ['f:apiVersion'],
  ['f:kind'],
  ['f:metadata'],
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'clusterName', 'generation', 'managedFields', 'resourceVersion'].map(
    (name) => ['f:metadata', `f:${name}`],
  ),
]);

const none: FieldSet = setOfPaths([]);
const status: FieldSet = setOfPaths([['f:status']]);
const spec: FieldSet = setOfPaths([['f:spec']]);

/**
 * What a write can't change and so doesn't own: status where it is a subresource of its own, and spec in a write of that.
 * (A write of status does own what it says of metadata, though it doesn't change it: so a real server has it.)
 */
export function outOfReach(hasStatus: boolean, subresource: string | undefined): FieldSet {
  if (!hasStatus) return none;
  return subresource === 'status' ? spec : status;
}
