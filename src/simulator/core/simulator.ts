import type { Clock } from '../../base/clock.ts';
import { sleep } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { ServiceCodec } from '../codec/service-codec.ts';
import { loadServiceCodec } from '../codec/service-codec.ts';
import type { SimulatorAdmin } from './admin.ts';
import { createAdmin } from './admin.ts';
import { AwsError } from './aws-error.ts';
import { newSeed } from './call-random.ts';
import type { Caller } from './caller.ts';
import { callerOf } from './caller.ts';
import type { CallEffect, Effect } from './effect.ts';
import { failureOf, takesEffect } from './fault.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { newUuid } from './ids.ts';
import { Interior } from './interior.ts';
import { operate } from './operate.ts';
import type { SimulatorSettings } from './operation.ts';
import { restore } from './restore.ts';
import type { ServiceBehaviour } from './service.ts';
import { serviceErrors } from './service-errors.ts';

/** AWS as a controller sees it: answers the wire requests of its clients, without sockets. */
export interface Simulator {
  /** Rejects with ConnectionCut where a fault takes the answer away, and with the signal's reason when that aborts while a fault makes it wait. */
  handle(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
  readonly admin: SimulatorAdmin;
  /** Makes what these effects made, on top of what is there. They come in the order in which `onEffect` was told of them. */
  restore(effects: readonly Effect[]): Promise<void>;
}

export interface SimulatorDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly services: readonly ServiceBehaviour[];
  /** Absent members: no visibility delays, states at AWS's own pace, no quotas. */
  readonly settings?: Partial<SimulatorSettings>;
  /** `published` (the default): calls beyond AWS's rates are throttled. */
  readonly rates?: 'published' | 'unlimited';
  /** Account ids by access key; every other key belongs to 123456789012. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** Told of each change, right after it and before it is answered. */
  readonly onEffect?: (effect: Effect) => void;
}

const defaultAccount = '123456789012';

/** A simulator of the given services. See `createSimulator` of `src/simulator/` for all there are. */
export function simulatorOf(deps: SimulatorDeps): Simulator {
  const interior = new Interior(deps);
  const calls = new CallHandler(deps, interior);
  return {
    handle: (request, signal) => calls.handle(request, signal),
    admin: createAdmin(interior, deps.onEffect),
    restore: (effects) => restore(interior, createAdmin(interior), effects),
  };
}

interface Call extends Caller {
  readonly account: string;
  readonly requestId: string;
  readonly parameters: URLSearchParams;
  readonly signal: AbortSignal | undefined;
}

class CallHandler {
  readonly #deps: SimulatorDeps;
  readonly #interior: Interior;

  constructor(deps: SimulatorDeps, interior: Interior) {
    this.#deps = deps;
    this.#interior = interior;
  }

  async handle(request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    const requestId = newUuid(this.#deps.random);
    const parameters = parametersOf(request);
    try {
      const caller = callerOf(request, parameters);
      return await this.#answer({ ...caller, account: this.#accountOf(caller), requestId, parameters, signal });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const codec = await loadServiceCodec('sts');
      return answerOf(error.status, requestId, codec.encodeError(error, requestId));
    }
  }

  #accountOf({ accessKey }: Caller): string {
    return this.#interior.sessions.of(accessKey)?.account ?? this.#deps.accounts?.[accessKey ?? ''] ?? defaultAccount;
  }

  async #answer(call: Call): Promise<HttpAnswer> {
    const codec = await loadServiceCodec(call.service);
    const done = { effect: false };
    try {
      const body = await this.#befall(call, () => this.#run(call, codec, done));
      this.#record(call, 'ok', done.effect);
      return answerOf(200, call.requestId, body);
    } catch (error) {
      const outcome = error instanceof AwsError ? error.code : error instanceof Error ? error.name : 'Error';
      this.#record(call, outcome, done.effect);
      if (!(error instanceof AwsError)) throw error;
      return answerOf(error.status, call.requestId, codec.encodeError(error, call.requestId));
    }
  }

  /** Runs the call unless a fault comes before; what it gives is lost when a fault comes after. */
  async #befall(call: Call, run: () => string): Promise<string> {
    const fault = this.#interior.faults.take(call);
    if (fault === undefined) {
      this.#throttle(call);
      return run();
    }
    if (takesEffect(fault)) {
      try {
        run();
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
      }
    }
    if (fault.kind === 'timeOut') await sleep(this.#deps.clock, fault.ms, call.signal);
    throw failureOf(fault, call.service, call.action);
  }

  #throttle(call: Call): void {
    if (this.#deps.rates === 'unlimited' || this.#interior.rates.take(call, this.#interior.now())) return;
    throw serviceErrors[call.service].throttled();
  }

  #run(call: Call, codec: ServiceCodec, done: { effect: boolean }): string {
    const { service, action, accessKey } = call;
    if (this.#interior.sessions.isOver(accessKey, this.#interior.now())) throw serviceErrors[service].expired();
    const seed = newSeed(this.#deps.random);
    const encode = operate(this.#interior, call, codec, seed);
    done.effect = true;
    if (!isRead(action)) this.#deps.onEffect?.(effectOf(call, seed, this.#interior.now()));
    return encode();
  }

  #record({ account, region, service, action, parameters, requestId }: Call, outcome: string, tookEffect: boolean): void {
    const names = [...parameters.keys()].filter((name) => name !== 'Action' && name !== 'Version');
    this.#interior.log.add({
      at: this.#interior.now(),
      account,
      region,
      service,
      action,
      parameters: names,
      requestId,
      outcome,
      tookEffect,
    });
  }
}

/** Such a call changes nothing. */
function isRead(action: string): boolean {
  return /^(Describe|List|Get)/.test(action);
}

function effectOf(call: Call, seed: readonly number[], at: number): CallEffect {
  const { account, region, accessKey, service, action, parameters, requestId } = call;
  return { type: 'call', at, account, region, accessKey, service, action, parameters: parameters.toString(), requestId, seed };
}

/** AWS takes a call's parameters from the query as well. */
function parametersOf({ method, path, body }: HttpRequest): URLSearchParams {
  return new URLSearchParams(method === 'GET' ? path.slice(path.indexOf('?') + 1) : body);
}

function answerOf(status: number, requestId: string, body: string): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId }, body };
}
