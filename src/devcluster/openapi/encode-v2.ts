import { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { Json, JsonObject } from '../api/dev-object.ts';
import { isJsonObject, listOf, membersOf, objectOf } from '../schema/json-members.ts';
import type { Encoding, V2Message } from './v2-messages.ts';
import { document } from './v2-messages.ts';

const wire = { varint: 0, bit64: 1, delimited: 2 } as const;

/** The v2 document as gnostic's `openapi.v2.Document`, which is all that kubectl up to 1.28 reads. */
export function encodeV2(json: JsonObject): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, json, document);
  return writer.finish();
}

function writeMessage(writer: BinaryWriter, object: JsonObject, { fields, extensions }: V2Message): void {
  for (const [name, value] of membersOf(object)) {
    const field = fields[name];
    if (field !== undefined) writeField(writer, field[0], value, field[1]);
    else if (extensions !== undefined && name.startsWith('x-')) writeNamed(writer, extensions, [name, value], 'any');
  }
}

function nested(writer: BinaryWriter, number: number, write: () => void): void {
  writer.tag(number, wire.delimited).fork();
  write();
  writer.join();
}

function writeNamed(writer: BinaryWriter, number: number, [name, value]: readonly [string, Json], encoding: Encoding): void {
  nested(writer, number, () => {
    writer.tag(1, wire.delimited).string(name);
    writeField(writer, 2, value, encoding);
  });
}

function writeScalar(writer: BinaryWriter, number: number, value: Json, encoding: Extract<Encoding, string>): void {
  switch (encoding) {
    case 'string':
      writer.tag(number, wire.delimited).string(String(value));
      return;
    case 'bool':
      writer.tag(number, wire.varint).bool(value === true);
      return;
    case 'int':
      writer.tag(number, wire.varint).int64(BigInt(Math.trunc(Number(value))));
      return;
    case 'double':
      writer.tag(number, wire.bit64).double(Number(value));
      return;
    case 'any':
      nested(writer, number, () => writer.tag(2, wire.delimited).string(JSON.stringify(value)));
      return;
    default:
      encoding satisfies never;
  }
}

function writeField(writer: BinaryWriter, number: number, value: Json, encoding: Encoding): void {
  if (typeof encoding === 'string') writeScalar(writer, number, value, encoding);
  else if ('message' in encoding) nested(writer, number, () => writeMessage(writer, objectOf(value), encoding.message()));
  else if ('list' in encoding) for (const item of listOf(value)) writeField(writer, number, item, encoding.list);
  else if ('named' in encoding) for (const entry of membersOf(objectOf(value))) writeNamed(writer, number, entry, encoding.named);
  else if ('wrapped' in encoding) nested(writer, number, () => writeField(writer, encoding.wrapped[0], value, encoding.wrapped[1]));
  else writeField(writer, number, value, encoding.select[isJsonObject(value) ? 0 : 1]);
}
