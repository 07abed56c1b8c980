import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { duplicate, invalid, required, tooMany } from '../cause.ts';
import { listOf, objectOf, textOf } from '../json-members.ts';
import { fieldPathFault, schemaAt } from './field-path-fault.ts';
import type { VersionPart } from './shared-parts.ts';

const most = 8;
const selectable: readonly string[] = ['string', 'boolean', 'integer'];

/** What is wrong with the fields by which objects of a version may be selected. */
export function checkSelectableFields({ value, path, version }: VersionPart): readonly StatusCause[] {
  const schema = objectOf(objectOf(version['schema'])['openAPIV3Schema']);
  const paths = listOf(value).map((field) => textOf(objectOf(field)['jsonPath']));
  const causes = paths.flatMap((jsonPath, index) => {
    const field = `${path}[${index}].jsonPath`;
    const own = checkPath(jsonPath, field, schema);
    return own.length === 0 && paths.indexOf(jsonPath) < index ? [duplicate(field, jsonPath)] : own;
  });
  const count = new Set(paths).size;
  return count > most ? [...causes, tooMany(path, count, most)] : causes;
}

function checkPath(jsonPath: string, field: string, schema: JsonObject): readonly StatusCause[] {
  if (jsonPath === '') return [required(field)];
  const fault = jsonPath.includes('[') ? 'array notation is not allowed' : fieldPathFault(jsonPath, schema);
  if (fault !== undefined) return [invalid(field, jsonPath, `is an invalid path: ${fault}`)];
  const causes: StatusCause[] = [];
  if (/^\.metadata(\.|$)/.test(jsonPath)) causes.push(invalid(field, jsonPath, 'must not point to fields in metadata'));
  if (!selectable.includes(textOf(schemaAt(jsonPath, schema)?.['type']))) {
    const text = 'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
    causes.push(invalid(field, jsonPath, text));
  }
  return causes;
}
