import type { JsonObject } from '../../api/dev-object.ts';
import { isFormat } from '../formats.ts';
import { listOf, objectOf, textOf } from '../json-members.ts';
import { childSchemas } from './schema-path.ts';

/** Warnings of formats of text that Kubernetes does not know and so does not check, where `old` does not have them already. */
export function formatWarnings(crd: JsonObject, old?: JsonObject): readonly string[] {
  const known = new Set(old === undefined ? [] : formatsOf(old));
  const unknown = formatsOf(crd).filter((format) => !isFormat(format) && !known.has(format));
  return [...new Set(unknown)].toSorted().map((format) => `unrecognized format ${JSON.stringify(format)}`);
}

function formatsOf(crd: JsonObject): readonly string[] {
  const versions = listOf(objectOf(crd['spec'])['versions']).map(objectOf);
  return versions.flatMap((version) => formatsIn(objectOf(objectOf(version['schema'])['openAPIV3Schema'])));
}

function formatsIn(schema: JsonObject): readonly string[] {
  const format = schema['type'] === 'string' ? textOf(schema['format']) : '';
  return [...(format === '' ? [] : [format]), ...childSchemas(schema, '').flatMap(([child]) => formatsIn(child))];
}
