import { stableStringify } from '../../base/json.ts';
import type { Action, Plan } from './action.ts';
import { actionChanges, type ShownChange } from './action-changes.ts';

/** `status.plan`: what would be done if policies or a pause didn't keep us from it. Holds no secret value. */
export interface PlanStatus {
  readonly [member: string]: unknown;
  readonly actions: readonly ActionStatus[];
  /** All changes, listed or not; an action without changes counts as one. */
  readonly count: number;
}

interface ActionStatus {
  readonly type: Action['type'];
  readonly reason: string;
  readonly changes: readonly { readonly path: string; readonly from?: string; readonly to?: string }[];
  /** `ec2:ModifyVpcAttribute`, each once. */
  readonly calls: readonly string[];
}

const maxEntries = 100;
const maxTextLength = 1024;

/** The bounded value of status.plan: at most 100 actions and changes, their values as JSON text of at most 1024 characters; undefined for an empty plan. */
export function planStatus(actions: Plan): PlanStatus | undefined {
  if (actions.length === 0) return undefined;
  let left = maxEntries;
  const shown: ActionStatus[] = [];
  for (const action of actions) {
    if (left === 0) break;
    const entry = actionStatus(action, left);
    left -= Math.max(1, entry.changes.length);
    shown.push(entry);
  }
  return { actions: shown, count: actions.reduce((sum, action) => sum + Math.max(1, actionChanges(action).length), 0) };
}

function actionStatus(action: Action, limit: number): ActionStatus {
  const calls = 'calls' in action ? action.calls.map(({ service, operation }) => `${service}:${operation}`) : [];
  return {
    type: action.type,
    reason: action.reason,
    changes: actionChanges(action).slice(0, limit).map(changeStatus),
    calls: [...new Set(calls)].slice(0, maxEntries),
  };
}

function changeStatus({ path, from, to }: ShownChange): ActionStatus['changes'][number] {
  return { path, ...(from === undefined ? {} : { from: jsonText(from) }), ...(to === undefined ? {} : { to: jsonText(to) }) };
}

function jsonText(value: unknown): string {
  const text = stableStringify(value);
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength - 1)}…` : text;
}
