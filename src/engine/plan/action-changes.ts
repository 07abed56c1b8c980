import type { Action } from './action.ts';

/** One line of what an action does to a value. An absent `from` or `to` means none, or one that isn't shown. */
export interface ShownChange {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** What an action would change, tags as `tags.KEY`. Values are as planned: a secret stands as `Secret`. */
export function actionChanges(action: Action): readonly ShownChange[] {
  switch (action.type) {
    case 'update':
    case 'replace':
    case 'wait':
      return action.changes;
    case 'tag':
      return [
        ...Object.entries(action.set).map(([key, to]) => ({ path: `tags.${key}`, to })),
        ...action.remove.map((key) => ({ path: `tags.${key}` })),
      ];
    case 'adopt':
      return [{ path: 'externalName', to: action.externalName }];
    case 'create':
    case 'delete':
    case 'settle':
      return [];
    default:
      return action satisfies never;
  }
}
