import { isObject } from '../../src/base/json.ts';
import type { Action } from '../../src/engine/plan/action.ts';
import type { Observation } from '../../src/engine/observation.ts';
import { parseOwner, userTags } from '../../src/engine/ownership/owner-tags.ts';
import { ownerTags } from '../../src/engine/ownership/owner-tags.ts';

/** What a resource looks like after the calls of these actions took effect. */
export function afterActions(observed: Observation, actions: readonly Action[]): Observation {
  return actions.reduce(afterAction, observed);
}

function afterAction(observed: Observation, action: Action): Observation {
  if (action.type === 'update') {
    const fields = action.changes.reduce((values, { path, to }) => withValueAt(values, path, to), observed.fields);
    return { ...observed, fields };
  }
  return action.type === 'tag' ? withTags(observed, { ...action.set }, action.remove) : observed;
}

function withTags({ owner, ...observed }: Observation, set: Readonly<Record<string, string>>, remove: readonly string[]): Observation {
  const all = { ...observed.tags, ...(owner === undefined ? {} : ownerTags(owner)), ...set };
  const left = Object.fromEntries(Object.entries(all).filter(([key]) => !remove.includes(key)));
  const next = parseOwner(left);
  return { ...observed, tags: userTags(left), ...(next === undefined ? {} : { owner: next }) };
}

/** A copy of `values` with the value at a dotted path (no `[*]`) set, objects on the way made; `undefined` removes the member. */
function withValueAt(values: Readonly<Record<string, unknown>>, path: string, value: unknown): Readonly<Record<string, unknown>> {
  const [name = '', ...rest] = path.split('.');
  const child = values[name];
  const next = rest.length === 0 ? value : withValueAt(isObject(child) ? child : {}, rest.join('.'), value);
  if (next !== undefined) return { ...values, [name]: next };
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
