import type { Json, JsonObject } from '../api/dev-object.ts';
import { isJsonList, isJsonObject } from './fields/json-shape.ts';
import { refused } from './patch-error.ts';

/** What becomes of the object or list that a pointer's last token is in. */
type Change = (container: JsonObject | readonly Json[], token: string) => Json;

/** The reference tokens of a JSON pointer (RFC 6901). Throws a 422 where there are none. */
export function tokensOf(pointer: string): readonly string[] {
  const tokens = pointer.split('/').slice(1);
  if (tokens.length === 0) throw refused();
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What is there: null for a member that is absent. Throws a 422 where the way leads through nothing or off a list. */
export function readAt(document: Json, tokens: readonly string[]): Json {
  let value: Json = document;
  for (const token of tokens) value = isJsonList(value) ? itemAt(value, token) : memberAt(value, token);
  return value;
}

/** The document with a member set, or an item inserted (`-`: at the end). */
export function insertAt(document: Json, tokens: readonly string[], value: Json): Json {
  return changeAt(document, tokens, (container, token) => {
    if (isJsonObject(container)) return { ...container, [token]: value };
    const items = asList(container);
    const index = token === '-' ? items.length : indexOf(token, items.length + 1);
    return items.toSpliced(index, 0, value);
  });
}

/** The document with a member set, or an item replaced. */
export function writeAt(document: Json, tokens: readonly string[], value: Json): Json {
  return changeAt(document, tokens, (container, token) => {
    if (isJsonObject(container)) return { ...container, [token]: value };
    const items = asList(container);
    return items.with(indexOf(token, items.length), value);
  });
}

/** The document without a member or item, which has to be there. */
export function removeAt(document: Json, tokens: readonly string[]): Json {
  return changeAt(document, tokens, (container, token) => {
    if (isJsonObject(container)) return withoutMember(container, token);
    const items = asList(container);
    return items.toSpliced(indexOf(token, items.length), 1);
  });
}

/** Copies what lies on the way and shares the rest. */
function changeAt(value: Json, [token, ...rest]: readonly string[], change: Change): Json {
  if (token === undefined || (!isJsonObject(value) && !isJsonList(value))) throw refused();
  if (rest.length === 0) return change(value, token);
  if (isJsonList(value)) return value.with(indexOf(token, value.length), changeAt(itemAt(value, token), rest, change));
  return { ...value, [token]: changeAt(memberAt(value, token), rest, change) };
}

function withoutMember(container: JsonObject, token: string): JsonObject {
  if (!Object.hasOwn(container, token)) throw refused();
  const { [token]: _, ...rest } = container;
  return rest;
}

function memberAt(value: Json, token: string): Json {
  if (!isJsonObject(value)) throw refused();
  return Object.hasOwn(value, token) ? (value[token] ?? null) : null;
}

function itemAt(items: readonly Json[], token: string): Json {
  const item = items[indexOf(token, items.length)];
  if (item === undefined) throw refused();
  return item;
}

/** Of a list of this length; negative ones count from its end. */
function indexOf(token: string, length: number): number {
  const index = /^[+-]?\d+$/.test(token) ? Number(token) : NaN;
  const fromStart = index < 0 ? index + length : index;
  if (!(fromStart >= 0 && fromStart < length)) throw refused();
  return fromStart;
}

function asList(value: JsonObject | readonly Json[]): readonly Json[] {
  if (!isJsonList(value)) throw refused();
  return value;
}
