/** Why an action is in a plan. `pendingMaintenance` is a condition reason too. */
export const planReason = {
  absent: 'absent',
  differs: 'differs from spec',
  untagged: 'untagged',
  tagsDiffer: 'tags differ from spec',
  leftOver: 'left over by the cloud',
  createOnly: "can't be changed in place",
  /** The resource is on its way somewhere and takes no changes meanwhile. */
  busy: 'busy',
  /** An older resource is still on its way out. */
  deleting: 'deleting',
  /** Read again before anything is written again: what is seen is what was there before our write. */
  settling: 'settling',
  /** Accepted, and applied by the cloud in its maintenance window. */
  pendingMaintenance: 'PendingMaintenance',
} as const;
