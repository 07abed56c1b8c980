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
const allButStatus: FieldSet = setOfPaths([['f:metadata'], ['f:spec']]);

/**
 * What a write can't change and so doesn't own: status where it is a subresource of its own, and all but status in a write
 * of that. (Other fields at the top than spec and metadata are owned by a write of status, though it doesn't change them:
 * so a real server has it.)
 */
export function outOfReach(hasStatus: boolean, subresource: string | undefined): FieldSet {
  if (!hasStatus) return none;
  return subresource === 'status' ? allButStatus : status;
}
