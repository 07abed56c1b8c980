import type { Clock } from '../../../src/base/clock.ts';
import { sleep } from '../../../src/base/clock.ts';
import type { RequestHandler } from '../../../src/aws/session/session-config.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/simulator/core/http-message.ts';
import { lateCall } from './fault-length.ts';
import type { CallFault } from './fault-plan.ts';
import type { Sabotage } from './sabotage.ts';
import { nothingMore, type ProcessLife } from './process-life.ts';
import type { Storm } from './storm.ts';
import { strikeAfter, strikeBefore } from './strike-process.ts';

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
  readonly storm: Storm;
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
  const answer = await strike(deps, { request, action, how });
  if (half > 0) await sleep(clock, half);
  await life.awake();
  return life.isAlive ? answer : nothingMore();
}

interface Call {
  readonly request: HttpRequest;
  readonly action: string;
  readonly how: CallFault | undefined;
}

async function strike(deps: FaultyTransportDeps, call: Call): Promise<HttpAnswer> {
  if (call.how === 'dropped') throw reset();
  if (call.how === 'late') return doneLate(deps, call.request);
  return refusal(deps, call) ?? carriedOut(deps, call);
}

/** What AWS answers in place of doing it. */
function refusal({ storm }: FaultyTransportDeps, { action, how }: Call): HttpAnswer | undefined {
  if (how === 'denied') return error(403, 'UnauthorizedOperation');
  if (how === 'storm' || how === 'stormOfAction') storm.begin(how === 'storm' ? undefined : action);
  return how === 'throttled' || storm.rages(action) ? error(503, 'RequestLimitExceeded') : undefined;
}

async function carriedOut({ life, handle, sabotage }: FaultyTransportDeps, { request, how }: Call): Promise<HttpAnswer> {
  await strikeBefore(life, how);
  const answer = await handle(request);
  await strikeAfter(life, how);
  if (how === 'lost' && sabotage?.blindRetry === true) return handle(request);
  // It was carried out; its answer does not come.
  if (how === 'lost') throw reset();
  return how === 'serverError' ? error(500, 'InternalError') : answer;
}

/** The call is given up before it has taken effect. */
async function doneLate({ clock, handle }: FaultyTransportDeps, request: HttpRequest): Promise<HttpAnswer> {
  clock.after(lateCall.doneMs, () => void handle(request).catch(() => undefined));
  await sleep(clock, lateCall.givenUpMs);
  throw Object.assign(new Error('the request timed out'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
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
