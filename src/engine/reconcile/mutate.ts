import type { CallOutcome, CloudCall, CloudError } from '../cloud.ts';
import { settled, type Pass } from './pass.ts';

/** A mutating call did not end with *done*. `unknown`: it may have taken effect; the next pass looks. */
export class CallFailed extends Error {
  readonly error: CloudError;
  readonly outcome: 'refused' | 'unknown';
  readonly sent: boolean;

  constructor(call: CloudCall, outcome: Exclude<CallOutcome, { result: 'done' }>) {
    super(`${call.operation}: ${outcome.error.message}`, { cause: outcome.error });
    this.name = 'CallFailed';
    this.error = outcome.error;
    this.outcome = outcome.result;
    this.sent = outcome.result === 'unknown' || outcome.sent;
  }
}

/** Makes one mutating call. Rejects with `CallFailed` unless it was done. */
export async function mutate(pass: Pass, call: CloudCall): Promise<Readonly<Record<string, unknown>>> {
  const { engine, managed, memory, signal } = pass;
  const { session } = settled(pass).access;
  const object = { ...managed.key, uid: managed.uid };
  const outcome = await session.execute(call, { object, mayCall: engine.mayCall, signal });
  if (outcome.result !== 'refused' || outcome.sent) memory.lastMutation = engine.clock.now();
  if (outcome.result !== 'done') throw new CallFailed(call, outcome);
  return outcome.output;
}

/** Makes calls in order; the first that fails ends it. */
export async function mutateAll(pass: Pass, calls: readonly CloudCall[]): Promise<void> {
  for (const call of calls) await mutate(pass, call);
}
