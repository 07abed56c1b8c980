import type { JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import type { Strategy } from '../api/strategy.ts';
import { StatusError } from '../api/status-error.ts';
import { invalid, required } from '../schema/cause.ts';
import { isJsonObject, membersOf, objectOf } from '../schema/json-members.ts';
import { frozenCauses, keyCauses, maxDataBytes, stringsOf, withTexts } from './keyed-data.ts';
import { withoutNulls } from './without-nulls.ts';

const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

/** Keys that a Secret of a type must have. */
const requiredKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

function refuseBadBase64(member: string, object: JsonObject): void {
  for (const [, value] of stringsOf(object, member)) {
    const text = value.replace(/[\r\n]/gu, '');
    if (base64Pattern.test(text)) continue;
    const at = text.search(/[^A-Za-z0-9+/]/u);
    const kind = String(object['kind']);
    throw new StatusError(
      400,
      'BadRequest',
      `${kind} in version "v1" cannot be handled as a ${kind}: illegal base64 data at input byte ${at < 0 ? text.length : at}`,
    );
  }
}

/** Takes a Secret or ConfigMap whose `member` holds base64; 400 if one of its values is not. */
export function withBytes(member: string, object: JsonObject): JsonObject {
  refuseBadBase64(member, object);
  return object;
}

function prepare(raw: JsonObject): JsonObject {
  const { stringData, ...object } = withBytes('data', withoutNulls(withTexts(withTexts(raw, 'data'), 'stringData')));
  const type = typeof object['type'] === 'string' && object['type'] !== '' ? object['type'] : 'Opaque';
  if (!isJsonObject(stringData)) return { ...object, type };
  const added = membersOf(stringData).map(([key, value]) => [key, Buffer.from(String(value), 'utf8').toString('base64')] as const);
  return { ...object, type, data: { ...objectOf(object['data']), ...Object.fromEntries(added) } };
}

function missingKeys(secret: JsonObject): readonly StatusCause[] {
  const data = new Map(stringsOf(secret, 'data'));
  const type = String(secret['type']);
  if (type === 'kubernetes.io/basic-auth' && !data.has('username') && !data.has('password')) {
    return [required('data[username]'), required('data[password]')];
  }
  return (requiredKeys[type] ?? []).filter((key) => !data.has(key)).map((key) => required(`data[${key}]`));
}

function validate(secret: JsonObject, old?: JsonObject): readonly StatusCause[] {
  const bytes = stringsOf(secret, 'data').reduce((sum, [, value]) => sum + Buffer.byteLength(value, 'base64'), 0);
  const retyped = old !== undefined && old['type'] !== secret['type'];
  return [
    ...keyCauses(secret, 'data'),
    ...(bytes > maxDataBytes ? [tooLarge('data')] : []),
    ...missingKeys(secret),
    ...(retyped ? [invalid('type', secret['type'], 'field is immutable')] : []),
    ...frozenCauses(secret, old),
  ];
}

/** The cause of a Secret or ConfigMap whose values are too large in all. */
export function tooLarge(field: string): StatusCause {
  return { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${maxDataBytes} bytes`, field };
}

/** Secrets: stringData goes into data, the type is Opaque unless given, immutable means immutable. */
export const secretStrategy: Strategy = {
  prepareCreate: prepare,
  prepareUpdate: prepare,
  validate,
  selectableFields: ['type'],
};
