/**
 * What a field holds and how it looks as JSON. `string` and `count` are left out when empty or 0, as Go's omitempty does;
 * `text` and `int` are pointers in Go and kept. `bytes` are base64, `json` is JSON text,
 * `extra` a list of texts in a message of its own (ExtraValue), `time` and `microTime` RFC 3339.
 */
export type FieldType =
  | 'string'
  | 'text'
  | 'bytes'
  | 'bool'
  | 'int'
  | 'count'
  | 'json'
  | 'extra'
  | 'time'
  | 'microTime'
  | { readonly message: Message }
  | { readonly list: FieldType }
  | { readonly map: FieldType };

/** The fields of a message by number: their JSON names and types. */
export type Message = Readonly<Record<number, readonly [name: string, type: FieldType]>>;

/** A list of texts. */
export const strings: FieldType = { list: 'string' };
