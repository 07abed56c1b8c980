import type { CloudState } from '../../../engine/observation.ts';
import { camelCase } from '../../shared/camel-case.ts';

/** RDS User Guide, "Viewing Amazon RDS DB instance status". What the database can be used in is `usable`, also while RDS works on it. */
const phases: Readonly<Record<string, CloudState['phase']>> = {
  available: 'usable',
  'backing-up': 'usable',
  maintenance: 'usable',
  'storage-config-upgrade': 'usable',
  'storage-initialization': 'usable',
  'storage-optimization': 'usable',
  creating: 'pending',
  'converting-to-vpc': 'pending',
  modifying: 'pending',
  'moving-to-vpc': 'pending',
  rebooting: 'pending',
  renaming: 'pending',
  'resetting-master-credentials': 'pending',
  starting: 'pending',
  stopping: 'pending',
  upgrading: 'pending',
  failed: 'impaired',
  'insufficient-capacity': 'impaired',
  'restore-error': 'impaired',
  stopped: 'impaired',
  'storage-full': 'impaired',
  'delete-precheck': 'deleting',
  deleting: 'deleting',
};

/** Families of states, which grow with RDS's features. */
const families: readonly (readonly [prefix: string, phase: CloudState['phase']])[] = [
  ['configuring-', 'usable'],
  ['inaccessible-', 'impaired'],
  ['incompatible-', 'impaired'],
  ['insufficient-', 'impaired'],
];

/** A state that is not known counts as on its way: nothing is concluded, and nothing changed, until it passes. */
export function instanceState(status: string): CloudState {
  const phase = phases[status] ?? families.find(([prefix]) => status.startsWith(prefix))?.[1] ?? 'pending';
  return { phase, reason: camelCase(status), message: status };
}
