import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { CallOutcome, CloudCall, ExecuteOptions, Where } from '../../engine/cloud.ts';
import { CloudError } from '../../engine/cloud.ts';
import type { SendRead } from '../aws-kind.ts';
import type { Lane } from '../budget/call-bucket.ts';
import type { BudgetScope, CallBudgets } from '../budget/call-budgets.ts';
import { UnsentError } from '../error/unsent-error.ts';
import { isAwsService } from '../sdk/load-sdk.ts';
import type { OnCall } from './call-metrics.ts';
import { logMutatingCall } from './log-mutating-call.ts';
import type { SdkClients } from './sdk-clients.ts';
import type { CallToSend, SendResult } from './send-call.ts';
import { sendCall } from './send-call.ts';

/** A mutating call that would wait longer than this for its budget is refused unsent, and has its turn later: its worker has better to do. */
const longestBudgetWaitMs = 2_000;

export interface SessionCallsDeps {
  readonly where: Where;
  readonly clients: SdkClients;
  readonly budgets: CallBudgets;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onCall: OnCall;
}

interface Attempt {
  readonly call: CallToSend;
  readonly lane: Lane;
  readonly maxWaitMs?: number;
  readonly signal: AbortSignal;
}

/** The calls of one session: each draws from its budget, is sent once, and teaches the budget how AWS took it. */
export class SessionCalls {
  readonly #deps: SessionCallsDeps;
  #inFlight = 0;
  #waitingForIdle: (() => void)[] = [];

  constructor(deps: SessionCallsDeps) {
    this.#deps = deps;
  }

  /** Resolves when no call waits or is on its way. */
  async idle(): Promise<void> {
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#waitingForIdle.push(resolve));
  }

  /** Reads in a lane; the signal ends those that have not been sent. */
  reader(lane: Lane, signal: AbortSignal): SendRead {
    return async (service, operation, input) => {
      const result = await this.#attempt({ call: { service, operation, input, hold: () => undefined }, lane, signal });
      if (!result.ok) throw result.error;
      return result.output;
    };
  }

  /** Rejects only when the signal aborts before a byte was sent. A call that has left is waited for. */
  async execute(call: CloudCall, options: ExecuteOptions): Promise<CallOutcome> {
    const startedAt = this.#deps.clock.now();
    const outcome = await this.#execute(call, options);
    await logMutatingCall(this.#deps.logger, { call, object: options.object, outcome, ms: this.#deps.clock.now() - startedAt });
    return outcome;
  }

  async #execute(call: CloudCall, { mayCall, signal }: ExecuteOptions): Promise<CallOutcome> {
    const { service, operation, input } = call;
    if (!isAwsService(service))
      return unsent(new CloudError('invalid', 'UnknownService', `UnknownService: there is no AWS service ${service} here`));
    const hold = (): CloudError | undefined => {
      if (!mayCall()) return new CloudError('transient', 'NotLeader', 'NotLeader: this process may not change anything in AWS now');
      return signal.aborted ? new CloudError('transient', 'Stopping', 'Stopping: the controller is stopping') : undefined;
    };
    const result = await this.#attempt({ call: { service, operation, input, hold }, lane: 'edit', maxWaitMs: longestBudgetWaitMs, signal });
    return toOutcome(result, signal);
  }

  async #attempt(attempt: Attempt): Promise<SendResult> {
    this.#inFlight += 1;
    try {
      return await this.#attemptCounted(attempt);
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) for (const resolve of this.#waitingForIdle.splice(0)) resolve();
    }
  }

  async #attemptCounted({ call, ...budget }: Attempt): Promise<SendResult> {
    const { budgets, clients, clock } = this.#deps;
    const scope = this.#scope(call);
    try {
      await budgets.acquire(scope, budget);
    } catch (error) {
      if (error instanceof UnsentError) return this.#counted(call, budget.lane, { ok: false, error: error.cloudError, sent: false }, 0);
      throw error;
    }
    const startedAt = clock.now();
    const result = await sendCall(clients, call);
    budgets.learn(scope, !result.ok && result.error.errorClass === 'throttled');
    return this.#counted(call, budget.lane, result, clock.now() - startedAt);
  }

  #counted(call: CallToSend, priority: Lane, result: SendResult, ms: number): SendResult {
    this.#deps.onCall({ service: call.service, action: call.operation, outcome: outcomeLabel(result), priority, ms });
    return result;
  }

  #scope({ service, operation }: CallToSend): BudgetScope {
    const { account, region } = this.#deps.where;
    return { account, region, service, action: operation };
  }
}

function outcomeLabel(result: SendResult): string {
  if (result.ok) return 'done';
  return result.sent === 'unknown' ? 'unknown' : result.error.errorClass;
}

function toOutcome(result: SendResult, signal: AbortSignal): CallOutcome {
  if (result.ok) {
    return { result: 'done', output: result.output, ...(result.requestId === undefined ? {} : { requestId: result.requestId }) };
  }
  if (result.sent === 'unknown') return { result: 'unknown', error: result.error };
  if (!result.sent) signal.throwIfAborted();
  return { result: 'refused', error: result.error, sent: result.sent };
}

function unsent(error: CloudError): CallOutcome {
  return { result: 'refused', error, sent: false };
}
