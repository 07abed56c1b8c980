import type { Action, Plan } from './action.ts';
import { actionChanges } from './action-changes.ts';

const maxNames = 10;

/** One line of text for messages and logs: `update enableDnsHostnames, enableDnsSupport; delete`. Names only, so that no value gets into a message. */
export function describePlan(actions: Plan): string {
  return actions.map(describeAction).join('; ');
}

function describeAction(action: Action): string {
  const names = actionChanges(action).map(({ path }) => path);
  const what = action.type === 'adopt' ? action.externalName : listNames(names);
  const text = what === '' ? action.type : `${action.type} ${what}`;
  return action.type === 'wait' ? `${text} (${action.reason})` : text;
}

/** `a, b, c`, and how many more where there are over ten. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).join(', ');
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown;
}
