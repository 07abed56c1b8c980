import type { JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { textOf } from '../schema/json-members.ts';

/** Throws 400 when a member is a time without six digits of a second, which Go can't decode as a MicroTime. */
export function refuseWrongMicroTimes(kind: string, object: JsonObject, members: readonly string[]): void {
  for (const member of members) {
    const time = textOf(object[member]);
    const [, fraction = '', zone = ''] = /^[\d-]+[Tt][\d:]+(\.\d{6})?(.*)$/u.exec(time) ?? [];
    if (time === '' || (fraction !== '' && /^([Zz]|[+-]\d\d:\d\d)$/u.test(zone))) continue;
    const [rest, wanted] = fraction === '' ? [zone, '.000000'] : [zone, 'Z07:00'];
    const fault = `parsing time "${time}" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "${rest}" as "${wanted}"`;
    throw new StatusError(400, 'BadRequest', `${kind} in version "v1" cannot be handled as a ${kind}: ${fault}`);
  }
}
