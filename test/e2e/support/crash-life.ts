import type { AwsCall } from '../../support/aws-proxy.ts';
import type { CallRecord } from '../../support/verdict.ts';
import type { AccountChange } from './account-listing.ts';
import { changeBetween } from './account-listing.ts';
import type { CrashLane } from './crash-lane.ts';
import type { Mishap } from './crash-point.ts';
import type { CrashSubject } from './crash-subjects.ts';
import { clearAway, secretsOf } from './crash-secrets.ts';
import { typeOf } from './object-types.ts';
import type { ManagedView } from './objects.ts';
import { isGone, isReady } from './objects.ts';

/** How a creation or deletion ended, without what differs between two objects that went the same way. */
export interface StageEnd {
  readonly account: AccountChange;
  readonly object: unknown;
  readonly secrets: readonly string[];
}

/** One stage of an object's life as it was seen. */
export interface Stage {
  readonly end: StageEnd;
  /** The sorts of calls at which it could have crashed, in order. */
  readonly points: readonly string[];
  /** The mutating calls that reached AWS. */
  readonly mutations: readonly CallRecord<AwsCall>[];
  readonly object: ManagedView | undefined;
  /** Until it was Ready, or gone. */
  readonly tookMs: number;
  /** The mishap happened. */
  readonly reached: boolean;
}

/** A quarter of it is the rule; a busy machine takes its time to start a process. */
const recoveryMs = 60_000;
const namespace = 'default';
const fieldManager = 'crash-test';

/** Applies an object of the subject and waits until it is Ready and the living process has looked at it from beginning to end. */
export async function create(lane: CrashLane, subject: CrashSubject, name: string, mishap?: Mishap): Promise<Stage> {
  const { client } = lane.environment;
  const ref = { kind: subject.kind, name };
  const begun = await begin(lane, name);
  const reached = await lane.crash(name, mishap, () => client.create(typeOf(subject.kind), subject.manifest(name), fieldManager));
  await lane.environment.waitFor(ref, isReady, recoveryMs);
  const tookMs = Date.now() - begun.at;
  if (mishap === undefined) await lane.quiet();
  const points = lane.points(name);
  await lane.lookedAtAnew(ref);
  return { reached, points, tookMs, ...(await end(lane, subject, name, begun.account)) };
}

/** Deletes the object and waits until it is gone. */
export async function remove(lane: CrashLane, subject: CrashSubject, name: string, mishap?: Mishap): Promise<Stage> {
  const begun = await begin(lane, name);
  const reached = await lane.crash(name, mishap, () => lane.environment.client.delete(typeOf(subject.kind), { namespace, name }));
  await lane.environment.waitFor({ kind: subject.kind, name }, isGone, recoveryMs);
  const tookMs = Date.now() - begun.at;
  await lane.quiet();
  const stage = { reached, points: lane.points(name), tookMs, ...(await end(lane, subject, name, begun.account)) };
  await clearAway(lane.environment, name);
  return stage;
}

async function begin(lane: CrashLane, name: string): Promise<{ readonly at: number; readonly account: readonly string[] }> {
  const account = await lane.account(name);
  lane.environment.resetCounts();
  return { at: Date.now(), account };
}

async function end(
  lane: CrashLane,
  subject: CrashSubject,
  name: string,
  before: readonly string[],
): Promise<Omit<Stage, 'reached' | 'points' | 'tookMs'>> {
  const object = await lane.environment.read({ kind: subject.kind, name });
  const account = changeBetween(before, await lane.account(name));
  const secrets = await secretsOf(lane.environment.client, name);
  return { end: { account, object: stateOf(lane, object, name), secrets }, object, mutations: lane.mutations() };
}

/** What matters of an object's state: all but times, versions, messages and hashes. */
function stateOf(lane: CrashLane, object: ManagedView | undefined, name: string): unknown {
  if (object === undefined) return undefined;
  const { metadata, status } = object;
  const state = {
    generation: metadata.generation,
    finalizers: metadata.finalizers,
    annotations: Object.keys(metadata.annotations ?? {}).toSorted(),
    conditions: status?.conditions?.map((condition) => `${condition.type}=${condition.status} ${condition.reason ?? ''}`),
    atProvider: status?.atProvider,
    applied: { ...(status?.['applied'] as object | undefined), secrets: undefined },
  };
  const text = JSON.stringify(state, (key, value: unknown) => (key.endsWith('Time') ? undefined : value));
  return JSON.parse(lane.anonymous(text, name));
}
