import type { Clock } from '../../../src/base/clock.ts';
import { sleep } from '../../../src/base/clock.ts';
import type { RequestHandler } from '../../../src/aws/session/session-config.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/simulator/core/http-message.ts';
import type { CallFault } from './fault-plan.ts';
import type { Sabotage } from './sabotage.ts';
import { nothingMore, type ProcessLife } from './process-life.ts';

/** What stands between one process and AWS. */
export interface FaultyTransportDeps {
  readonly handle: (request: HttpRequest) => Promise<HttpAnswer>;
  readonly life: ProcessLife;
  readonly sabotage: Sabotage | undefined;
  readonly clock: Clock;
  /** Asked once a mutating call, in order. */
  readonly fault: () => CallFault | undefined;
  readonly called: (line: string) => void;
  /** Judges a delete call before it is made. */
  readonly judge: (action: string, parameters: URLSearchParams) => Promise<void>;
  /** ms that a call takes, half before its effect and half after it. */
  readonly latencyMs: () => number;
}

const reading = /^(Describe|List|Get|AssumeRole)/;

/** The SDK's transport in one process: a dead process gets no answer, and faults strike at mutating calls. */
export function faultyTransport(deps: FaultyTransportDeps): RequestHandler {
  const handler = {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    handle: async (request: unknown) => ({ response: responseOf(await send(deps, sabotaged(deps, requestOf(request)))) }),
  };
  return handler as unknown as RequestHandler;
}

function sabotaged({ sabotage }: FaultyTransportDeps, request: HttpRequest): HttpRequest {
  if (sabotage?.request === undefined) return request;
  const parameters = new URLSearchParams(request.body);
  sabotage.request(parameters);
  return { ...request, body: parameters.toString() };
}

async function send(deps: FaultyTransportDeps, request: HttpRequest): Promise<HttpAnswer> {
  const { life, clock, latencyMs } = deps;
  const action = new URLSearchParams(request.body).get('Action') ?? '';
  const how = reading.test(action) || !life.isAlive ? undefined : deps.fault();
  if (!life.isAlive) return nothingMore();
  deps.called(`${action}${how === undefined ? '' : ` (${how})`}`);
  if (action.startsWith('Delete')) await deps.judge(action, new URLSearchParams(request.body));
  const half = latencyMs() / 2;
  if (half > 0) await sleep(clock, half);
  const answer = await strike(deps, request, how);
  if (half > 0) await sleep(clock, half);
  return life.isAlive ? answer : nothingMore();
}

async function strike(
  { life, handle, sabotage }: FaultyTransportDeps,
  request: HttpRequest,
  how: CallFault | undefined,
): Promise<HttpAnswer> {
  if (how === 'crashBefore') return life.dead();
  if (how === 'dropped') throw reset();
  if (how === 'throttled') return error(503, 'RequestLimitExceeded');
  if (how === 'denied') return error(403, 'UnauthorizedOperation');
  const answer = await handle(request);
  if (how === undefined) return answer;
  return how === 'lost' && sabotage?.blindRetry === true ? handle(request) : withhold(how, life);
}

/** The call was carried out; its answer does not come. */
function withhold(how: CallFault, life: ProcessLife): HttpAnswer | Promise<HttpAnswer> {
  if (how === 'crashAfter') return life.dead();
  if (how === 'serverError') return error(500, 'InternalError');
  throw reset();
}

function reset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

/** Both query protocols read this: EC2's own form of an error has the same members one level up. */
function error(status: number, code: string): HttpAnswer {
  const text = `<Code>${code}</Code><Message>ordered by the test</Message>`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<Response><Errors><Error>${text}</Error></Errors><Error>${text}</Error><RequestID>ordered</RequestID></Response>`,
  };
}

function requestOf(request: unknown): HttpRequest {
  const { method, path, headers, body } = request as { method: string; path: string; headers: Record<string, string>; body?: unknown };
  return { method, path, headers, body: typeof body === 'string' ? body : Buffer.from((body ?? '') as Uint8Array).toString('utf8') };
}

function responseOf({ status, headers, body }: HttpAnswer): object {
  return { statusCode: status, headers, body: Buffer.from(body) };
}
