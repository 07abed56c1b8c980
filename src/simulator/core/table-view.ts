import type { RegionState } from './operation.ts';
import type { ResourceView, Tags } from './service.ts';
import type { Table } from './table.ts';

interface TableViewOptions<T extends object> {
  readonly type: string;
  readonly table: (state: RegionState) => Table<T>;
  readonly idOf: (row: T) => string;
  readonly tagsOf: (row: T) => Tags;
}

/** A table's rows for the admin endpoint. */
export function tableView<T extends object>({ type, table, idOf, tagsOf }: TableViewOptions<T>): ResourceView {
  return {
    type,
    list: (state, now) =>
      table(state)
        .all(now)
        .map((row) => ({ type, id: idOf(row), tags: tagsOf(row), members: Object.fromEntries(Object.entries(row)) })),
    change: (state, { id, members }, now) => {
      const rows = table(state);
      if (rows.get(id, now) === undefined) return false;
      // Whoever orders a change vouches for its shape.
      rows.change(id, now, (row) => ({ ...row, ...(members as Partial<T>) }));
      return true;
    },
    remove: (state, id, now) => {
      const rows = table(state);
      if (rows.get(id, now) === undefined) return false;
      rows.remove(id, now);
      return true;
    },
  };
}
