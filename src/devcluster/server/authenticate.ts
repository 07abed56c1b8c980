import type { IncomingHttpHeaders } from 'node:http';
import type { Access, Caller } from '../api/access.ts';
import { authorize } from './authorize.ts';
import { refusals } from './refusals.ts';

/** Who has no token. */
const anonymous: Caller = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** Who makes a request, by its bearer token: nobody without one (`open` paths alone may then be read). Throws 401. */
export async function authenticate(headers: IncomingHttpHeaders, access: Access, open: boolean): Promise<Caller> {
  const { authorization } = headers;
  if (authorization === undefined && open) return anonymous;
  const token = /^bearer\s+(\S+)\s*$/iu.exec(authorization ?? '')?.[1];
  const caller = token === undefined ? undefined : await access.authenticate(token);
  if (caller === undefined) throw refusals.unauthorized();
  return impersonated(caller, headers, access);
}

/** Whom a caller asks to be taken for, if it may (403). Whoever names a group or uid must name a user. */
async function impersonated(caller: Caller, headers: IncomingHttpHeaders, access: Access): Promise<Caller> {
  const username = single(headers['impersonate-user']);
  const groups = named(headers['impersonate-group']);
  if (username === undefined) {
    if (groups.length > 0) throw refusals.badRequest('requested group impersonation without impersonating a user');
    return caller;
  }
  const may = (resource: string, name: string): Promise<void> =>
    authorize(access, caller, { type: 'resource', verb: 'impersonate', group: '', resource, name });
  await may('users', username);
  for (const group of groups) await may('groups', group);
  return { username, groups: [...groups, 'system:authenticated'] };
}

function single(header: string | readonly string[] | undefined): string | undefined {
  const [value] = named(header);
  return value;
}

/** Node joins the values of a header that came more than once with commas. */
function named(header: string | readonly string[] | undefined): readonly string[] {
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
