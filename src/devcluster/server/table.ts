import { isObject } from '../../base/json.ts';
import type { Json, JsonObject } from '../api/dev-object.ts';
import type { PrinterColumn, ServedResource } from '../api/served-resource.ts';
import { partialMetadata } from './partial-metadata.ts';
import { tableCell } from './table-cell.ts';

/** How a Table is asked for. */
export interface TableOptions {
  /** Of meta.k8s.io. */
  readonly version: string;
  /** What comes with each row: nothing, its metadata, or all of it. */
  readonly includeObject: 'None' | 'Metadata' | 'Object';
  /** ms; ages are told as of then. */
  readonly now: number;
  /** Later events of a watch leave the columns out. */
  readonly withoutColumns?: boolean;
}

const age: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/** Objects as a Table, which kubectl prints; `metadata` is that of the list, or the resourceVersion of the only object. */
export function tableOf(resource: ServedResource, objects: readonly JsonObject[], metadata: JsonObject, options: TableOptions): JsonObject {
  const columns = resource.columns.length === 0 ? [age] : resource.columns;
  const named = columns.some(({ name }) => name === nameColumn.name);
  return {
    kind: 'Table',
    apiVersion: `meta.k8s.io/${options.version}`,
    metadata,
    columnDefinitions:
      options.withoutColumns === true
        ? null
        : [...(named ? [] : [nameColumn]), ...columns.map((column) => columnDefinition(column, resource))],
    rows: objects.map((object) => ({
      cells: [
        ...(named ? [] : [nameOf(object)]),
        ...(resource.cells?.(object, options.now) ?? columns.map((column) => tableCell(column, object, options.now))),
      ],
      object: shown(object, options),
    })),
  };
}

const nameColumn = { name: 'Name', type: 'string', format: 'name', description: 'Name of the object', priority: 0 };

function columnDefinition(column: PrinterColumn, resource: ServedResource): JsonObject {
  const described = resource.custom && column !== age ? `Custom resource definition column (in JSONPath format): ${column.jsonPath}` : '';
  const { name, type, format = '', description = described, priority = 0 } = column;
  return { name, type, format, description, priority };
}

function nameOf(object: JsonObject): Json {
  const { metadata } = object;
  return isObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
}

function shown(object: JsonObject, { version, includeObject }: TableOptions): JsonObject | null {
  if (includeObject === 'None') return null;
  return includeObject === 'Object' ? object : partialMetadata(object, version);
}
