import type { JsonObject } from '../api/dev-object.ts';
import { listOf, membersOf, objectOf, textOf, textsOf } from '../schema/json-members.ts';

/** A LabelSelector as the text that a list takes: `a=b,c in (d,e),!f`. Empty: everything. */
export function selectorText(selector: JsonObject): string {
  const labels = membersOf(objectOf(selector['matchLabels'])).map(([key, value]) => `${key}=${textOf(value)}`);
  return [...labels, ...listOf(selector['matchExpressions']).map((each) => conditionText(objectOf(each)))].join(',');
}

function conditionText(condition: JsonObject): string {
  const key = textOf(condition['key']);
  const values = `(${textsOf(condition['values']).join(',')})`;
  const texts: Readonly<Record<string, string>> = { In: `${key} in ${values}`, NotIn: `${key} notin ${values}`, Exists: key };
  return texts[textOf(condition['operator'])] ?? `!${key}`;
}
