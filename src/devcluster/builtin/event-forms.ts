import type { Json, JsonObject } from '../api/dev-object.ts';

/** Members of a core event, and the names that they have in events.k8s.io. */
const renamed: readonly (readonly [core: string, other: string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
];

const toOther = new Map(renamed);
const toCore = new Map(renamed.map(([core, other]) => [other, core]));

/** An event, in the form of either group, in the form of `apiVersion`: `v1` or `events.k8s.io/v1`. */
export function eventInForm(event: JsonObject, apiVersion: string): JsonObject {
  const names = apiVersion === 'v1' ? toCore : toOther;
  const members: [string, Json | undefined][] = Object.entries(event).map(([name, value]) => [names.get(name) ?? name, value]);
  return { ...Object.fromEntries(members), apiVersion };
}
