import type { ServedResource } from '../api/served-resource.ts';
import { objectOf, textOf } from '../schema/json-members.ts';
import { ageCell, ageColumn, computed } from './columns.ts';
import { define } from './define.ts';
import { shape } from './shape.ts';

/** Lease of coordination.k8s.io. */
export const leases: ServedResource = define({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  description: 'Who of several leads, for how long.',
  properties: {
    spec: shape.object('The lease.', {
      holderIdentity: shape.string('Who holds the lease.'),
      leaseDurationSeconds: shape.int32('Seconds after the last renewal at which others may take it.'),
      acquireTime: shape.time('When it was taken, in microseconds.'),
      renewTime: shape.time('When it was last renewed, in microseconds.'),
      leaseTransitions: shape.int32('How often it changed hands.'),
      strategy: shape.string('How a holder is chosen, where the server chooses.'),
      preferredHolder: shape.string('To whom the holder is asked to hand it over.'),
    }),
  },
  columns: [computed('Holder', 'Who holds the lease.'), ageColumn],
  cells: (object, now) => [textOf(objectOf(object['spec'])['holderIdentity']), ageCell(object, now)],
});
