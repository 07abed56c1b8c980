import type { CloudState } from '../../../../src/engine/observation.ts';
import type { Outcome } from '../../../../src/engine/report/outcome.ts';
import type { KStatus } from '../../../support/kstatus.ts';
import { change, start, type Step } from './report-case.ts';

export interface ConditionCase {
  readonly name: string;
  /** The last one is judged. */
  readonly steps: readonly Step[];
  readonly deleting?: true;
  /** What readers have to make of it; written by hand, never from the code's answer. */
  readonly kstatus: KStatus;
  readonly waitReady: boolean;
}

const available: CloudState = { phase: 'usable', reason: 'Available', message: 'available' };
const backingUp: CloudState = { phase: 'usable', reason: 'BackingUp', message: 'backing-up' };
const storageFull: CloudState = { phase: 'impaired', reason: 'StorageFull', message: 'storage-full' };

const ready: Outcome = { type: 'ready', state: available, drift: [], pending: [] };
const drifted: Outcome = { ...ready, drift: [change('enableDnsSupport'), change('tags.team')] };
const creating: Outcome = { type: 'progressing', reason: 'Creating', message: 'creating', after: 2000 };
const applying: Outcome = { type: 'progressing', reason: 'Applying', message: 'ModifyVpcAttribute is under way', after: 2000 };
const waiting: Outcome = { type: 'progressing', reason: 'WaitingForReference', message: 'vpcId: VPC "main" has no id yet' };
const throttled = {
  type: 'retrying',
  reason: 'RequestLimitExceeded',
  message: 'CreateVpc: RequestLimitExceeded: too many requests',
  read: false,
} as const;
const denied = {
  type: 'stalled',
  reason: 'UnauthorizedOperation',
  message: 'ModifyVpcAttribute: UnauthorizedOperation: not allowed',
} as const;
const conflict: Outcome = { type: 'stalled', reason: 'ManagementConflict', message: 'another object owns it', applied: false };
const readFails: Outcome = { type: 'retrying', reason: 'Timeout', message: 'DescribeVpcs: no answer', applied: true, read: true };
const deleting: Outcome = { type: 'deleting', message: 'waits until it is gone', after: 2000 };
const blocked: Outcome = { type: 'deletionBlocked', reason: 'InUse', message: 'used by Subnet "a"' };

const isReady: Step = { outcome: ready };
const paused = { paused: true } as const;
const second = { generation: 2 } as const;
const unresolved = { references: { resolved: false, message: 'vpcId: VPC "main" has no id yet' } };
const resolved = { references: { resolved: true, message: '' } };
const held = { filtered: ['update enableDnsSupport, tags.team'] };
const latest = start + 20 * 60_000;

/** Every row of the table of conditions in the design, and what borders on it. */
export const conditionCases: readonly ConditionCase[] = [
  { name: 'creating', steps: [{ outcome: creating }], kstatus: 'InProgress', waitReady: false },
  { name: 'waiting for a reference', steps: [{ outcome: waiting, context: unresolved }], kstatus: 'InProgress', waitReady: false },
  { name: 'applying a new generation', steps: [isReady, { outcome: applying, context: second }], kstatus: 'InProgress', waitReady: false },
  {
    name: 'creating, the call fails for now',
    steps: [{ outcome: { ...throttled, applied: false } }],
    kstatus: 'InProgress',
    waitReady: false,
  },
  {
    name: 'a new generation, the call fails for now',
    steps: [isReady, { outcome: { ...throttled, applied: false }, context: second }],
    kstatus: 'InProgress',
    waitReady: false,
  },
  { name: 'refused: denied', steps: [{ outcome: { ...denied, applied: false } }], kstatus: 'Failed', waitReady: false },
  {
    name: 'a new generation is refused',
    steps: [isReady, { outcome: { ...denied, applied: false }, context: second }],
    kstatus: 'Failed',
    waitReady: false,
  },
  { name: 'owned by someone else', steps: [isReady, { outcome: conflict }], kstatus: 'Failed', waitReady: false },
  {
    name: 'asks for what cannot be changed in place',
    steps: [isReady, { outcome: { type: 'replacement', changes: [change('cidrBlock'), change('instanceTenancy')] }, context: second }],
    kstatus: 'Failed',
    waitReady: false,
  },
  {
    name: 'ready',
    steps: [
      { outcome: creating },
      { outcome: ready, context: { ...resolved, done: { actions: [{ type: 'create', reason: 'absent' }], drift: false } } },
    ],
    kstatus: 'Current',
    waitReady: true,
  },
  { name: 'ready, at rest', steps: [isReady, isReady], kstatus: 'Current', waitReady: true },
  {
    name: 'ready, in a state that is usable too',
    steps: [isReady, { outcome: { ...ready, state: backingUp } }],
    kstatus: 'Current',
    waitReady: true,
  },
  {
    name: 'ready, drift was mended',
    steps: [
      isReady,
      {
        outcome: ready,
        context: { done: { actions: [{ type: 'update', changes: [change('enableDnsSupport')], calls: [], reason: '' }], drift: true } },
      },
    ],
    kstatus: 'Current',
    waitReady: true,
  },
  {
    name: 'ready, mending drift fails for now',
    steps: [isReady, { outcome: { ...throttled, applied: true } }],
    kstatus: 'InProgress',
    waitReady: true,
  },
  {
    name: 'ready, mending drift is denied',
    steps: [isReady, { outcome: { ...denied, applied: true } }],
    kstatus: 'InProgress',
    waitReady: true,
  },
  { name: 'ready, drift that policies leave', steps: [isReady, { outcome: drifted, context: held }], kstatus: 'Current', waitReady: true },
  {
    name: 'ready, accepted for the maintenance window',
    steps: [{ outcome: { ...ready, pending: [change('instanceClass')] } }],
    kstatus: 'Current',
    waitReady: true,
  },
  {
    name: 'ready, fields left as they are',
    steps: [{ outcome: ready, context: { leftovers: ['iops'] } }],
    kstatus: 'Current',
    waitReady: true,
  },
  { name: 'ready, a look fails', steps: [isReady, { outcome: readFails }], kstatus: 'Current', waitReady: true },
  {
    name: 'ready, a look is denied',
    steps: [isReady, { outcome: { ...denied, applied: true, read: true } }],
    kstatus: 'Current',
    waitReady: true,
  },
  {
    name: 'ready, looks fail for over 15 minutes',
    steps: [isReady, { outcome: readFails, context: { now: latest, lastLook: start } }],
    kstatus: 'InProgress',
    waitReady: false,
  },
  {
    name: 'ready again after an outage, mending fails',
    steps: [
      isReady,
      { outcome: readFails, context: { now: latest, lastLook: start } },
      { outcome: { ...throttled, applied: true, state: available }, context: { now: latest } },
    ],
    kstatus: 'InProgress',
    waitReady: true,
  },
  {
    name: 'not usable, and will not heal',
    steps: [isReady, { outcome: { type: 'unusable', state: storageFull } }],
    kstatus: 'Failed',
    waitReady: false,
  },
  { name: 'paused while ready', steps: [isReady, { outcome: ready, context: paused }], kstatus: 'Current', waitReady: true },
  {
    name: 'paused while ready, drifted',
    steps: [isReady, { outcome: drifted, context: { ...paused, ...held } }],
    kstatus: 'Current',
    waitReady: true,
  },
  {
    name: 'paused, a new generation asks for something',
    steps: [isReady, { outcome: drifted, context: { ...paused, ...held, ...second } }],
    kstatus: 'InProgress',
    waitReady: false,
  },
  {
    name: 'paused, a new generation asks for nothing',
    steps: [isReady, { outcome: ready, context: { ...paused, ...second } }],
    kstatus: 'Current',
    waitReady: true,
  },
  {
    name: 'paused while stalled',
    steps: [{ outcome: { ...denied, applied: false } }, { outcome: drifted, context: { ...paused, ...held } }],
    kstatus: 'InProgress',
    waitReady: false,
  },
  {
    name: 'paused before it was reconciled',
    steps: [{ outcome: creating, context: { ...paused, filtered: ['create'] } }],
    kstatus: 'InProgress',
    waitReady: false,
  },
  {
    name: 'gone and must not be made again',
    steps: [isReady, { outcome: { type: 'gone', message: 'vpc-1 is gone; its name was given in Git' } }],
    kstatus: 'Failed',
    waitReady: false,
  },
  { name: 'deleting', steps: [isReady, { outcome: deleting }], deleting: true, kstatus: 'Terminating', waitReady: false },
  {
    name: 'deleting, the call fails',
    steps: [
      isReady,
      { outcome: { ...deleting, error: { reason: 'DependencyViolation', message: 'DeleteVpc: DependencyViolation: has dependencies' } } },
    ],
    deleting: true,
    kstatus: 'Terminating',
    waitReady: false,
  },
  {
    name: 'deletion waits for dependents',
    steps: [isReady, { outcome: blocked }],
    deleting: true,
    kstatus: 'Terminating',
    waitReady: false,
  },
  {
    name: 'deletion while paused',
    steps: [isReady, { outcome: { ...blocked, reason: 'Paused', message: 'paused' }, context: paused }],
    deleting: true,
    kstatus: 'Terminating',
    waitReady: false,
  },
];
