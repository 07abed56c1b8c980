import type { JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import type { Strategy } from '../api/strategy.ts';
import { invalid } from '../schema/cause.ts';
import { frozenCauses, keyCauses, maxDataBytes, stringsOf, withTexts } from './keyed-data.ts';
import { tooLarge, withBytes } from './secret-strategy.ts';
import { withoutNulls } from './without-nulls.ts';

function prepare(object: JsonObject): JsonObject {
  return withBytes('binaryData', withoutNulls(withTexts(withTexts(object, 'data'), 'binaryData')));
}

function bytesOf(map: JsonObject): number {
  const text = stringsOf(map, 'data').reduce((sum, [, value]) => sum + Buffer.byteLength(value, 'utf8'), 0);
  return text + stringsOf(map, 'binaryData').reduce((sum, [, value]) => sum + Buffer.byteLength(value, 'base64'), 0);
}

function validate(map: JsonObject, old?: JsonObject): readonly StatusCause[] {
  const binary = new Map(stringsOf(map, 'binaryData'));
  const twice = stringsOf(map, 'data').filter(([key]) => binary.has(key));
  return [
    ...keyCauses(map, 'data'),
    ...keyCauses(map, 'binaryData'),
    ...twice.map(([key]) => invalid(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...(bytesOf(map) > maxDataBytes ? [tooLarge('[]')] : []),
    ...frozenCauses(map, old),
  ];
}

/** ConfigMaps: keys, size, immutable. */
export const configMapStrategy: Strategy = { prepareCreate: prepare, prepareUpdate: prepare, validate };
