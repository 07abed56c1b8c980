import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { Json, JsonObject } from '../api/dev-object.ts';
import type { FieldType, Message } from './field.ts';
import { strings } from './field.ts';

/** The wire type (varint or length-delimited) in which values of a type come. */
function wireTypeOf(type: FieldType): number {
  return type === 'bool' || type === 'int' || type === 'count' ? 0 : 2;
}

/** A message as JSON; fields that the table lacks are skipped. Throws where the bytes are no such message. */
export function readMessage(bytes: Uint8Array, message: Message): JsonObject {
  const reader = new BinaryReader(bytes);
  const object: Record<string, Json> = {};
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    const field = message[number];
    if (field === undefined || wireType !== wireTypeOf(field[1])) reader.skip(wireType, number);
    else addField(reader, object, field);
  }
  return object;
}

function addField(reader: BinaryReader, object: Record<string, Json>, [name, type]: readonly [string, FieldType]): void {
  if (typeof type === 'object' && 'list' in type) {
    const items = object[name];
    object[name] = [...(Array.isArray(items) ? (items as readonly Json[]) : []), readValue(reader, type.list)];
  } else if (typeof type === 'object' && 'map' in type) {
    addEntry(reader.bytes(), mapAt(object, name), type.map);
  } else {
    const value = readValue(reader, type);
    if (!leftOut(value, type)) object[name] = value;
  }
}

/** The map that grows at `name`. */
function mapAt(object: Record<string, Json>, name: string): object {
  const found = object[name] ?? {};
  object[name] = found;
  return Object(found) as object;
}

/** Maps come as a message an entry. An entry is defined, not assigned: its key may be any text. */
function addEntry(bytes: Uint8Array, map: object, type: FieldType): void {
  const { key = '', value = '' } = readMessage(bytes, { 1: ['key', 'text'], 2: ['value', type === 'string' ? 'text' : type] });
  Object.defineProperty(map, String(key), { value, enumerable: true, writable: true, configurable: true });
}

function leftOut(value: Json, type: FieldType): boolean {
  return value === null || (type === 'string' && value === '') || (type === 'count' && value === 0);
}

const readers = {
  string: (reader) => reader.string(),
  text: (reader) => reader.string(),
  bytes: (reader) => Buffer.from(reader.bytes()).toString('base64'),
  bool: (reader) => reader.bool(),
  int: (reader) => Number(reader.int64()),
  count: (reader) => Number(reader.int64()),
  json: (reader) => readJson(reader.bytes()),
  extra: (reader) => readMessage(reader.bytes(), { 1: ['items', strings] })['items'] ?? [],
  time: (reader) => readTime(reader.bytes(), false),
  microTime: (reader) => readTime(reader.bytes(), true),
} satisfies Record<Extract<FieldType, string>, (reader: BinaryReader) => Json>;

function readValue(reader: BinaryReader, type: FieldType): Json {
  if (typeof type === 'string') return readers[type](reader);
  if ('message' in type) return readMessage(reader.bytes(), type.message);
  throw new Error('lists and maps hold neither lists nor maps');
}

/** FieldsV1: JSON text in a message of its own. */
function readJson(bytes: Uint8Array): Json {
  const { raw } = readMessage(bytes, { 1: ['raw', 'text'] });
  return raw === undefined ? null : (JSON.parse(String(raw)) as Json);
}

/** Seconds since 1970 and nanoseconds; an empty message is no time. */
function readTime(bytes: Uint8Array, micro: boolean): Json {
  if (bytes.length === 0) return null;
  const { seconds = 0, nanos = 0 } = readMessage(bytes, { 1: ['seconds', 'int'], 2: ['nanos', 'int'] });
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return micro ? `${whole}.${String(Math.floor(Number(nanos) / 1000)).padStart(6, '0')}Z` : `${whole}Z`;
}
