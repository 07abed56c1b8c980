import { isObject } from '../../base/json.ts';
import type { SimulatorAdmin } from '../core/admin.ts';
import type { HttpAnswer, HttpRequest } from '../core/http-message.ts';
import type { Members } from '../core/operation.ts';
import { parseFault } from './parse-fault.ts';
import { parseQuery } from './parse-query.ts';
import { parseSettings } from './parse-settings.ts';

/** Where the admin methods are served. */
export const adminPath = '/_simulator/';

interface AdminCall {
  readonly query: URLSearchParams;
  readonly body: Members;
}

type Route = (admin: SimulatorAdmin, call: AdminCall) => unknown;

/** By method and path below `/_simulator/`; queries and bodies are what the admin methods take, as JSON. */
const routes: Readonly<Record<string, Route>> = {
  'GET resources': (admin, { query }) => admin.list(parseQuery(query)),
  'PATCH resources': (admin, { query, body }) => ({ changed: admin.change(parseQuery(query), body) }),
  'DELETE resources': (admin, { query }) => ({ removed: admin.remove(parseQuery(query)) }),
  'GET faults': (admin) => admin.faults(),
  'POST faults': (admin, { body }) => ({ id: admin.orderFault(parseFault(body)) }),
  'DELETE faults': (admin, { query }) => {
    admin.clearFaults(query.get('id') ?? undefined);
    return {};
  },
  'GET settings': (admin) => admin.settings(),
  'PATCH settings': (admin, { body }) => admin.changeSettings(parseSettings(body)),
  'GET time': (admin) => ({ now: new Date(admin.now()).toISOString() }),
  'POST time': (admin, { body }) => {
    admin.moveTime(Number(body['aheadMs']));
    return { now: new Date(admin.now()).toISOString() };
  },
  'GET counts': (admin) => admin.counts(),
  'GET calls': (admin) => admin.calls(),
  'DELETE calls': (admin) => {
    admin.forgetCalls();
    return {};
  },
  'POST reset': (admin) => {
    admin.reset();
    return {};
  },
};

/** Answers a request to the admin endpoint. 404 for an unknown path, 400 for a body that is not what the method takes. */
export function answerAdmin(admin: SimulatorAdmin, { method, path, body }: HttpRequest): HttpAnswer {
  const url = new URL(path, 'http://simulator');
  const route = routes[`${method} ${url.pathname.slice(adminPath.length)}`];
  if (route === undefined) return json(404, { error: 'no such admin method' });
  try {
    return json(200, route(admin, { query: url.searchParams, body: parseBody(body) }));
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function parseBody(body: string): Members {
  const parsed: unknown = body === '' ? {} : JSON.parse(body);
  if (!isObject(parsed)) throw new TypeError('the body must be a JSON object');
  return parsed;
}

function json(status: number, value: unknown): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
