import { isObject } from '../../base/json.ts';
import type { PatchRequest, PatchType, WriteOptions } from '../api/dev-api.ts';
import type { ServedResource } from '../api/served-resource.ts';
import type { StatusCause } from '../api/status-error.ts';
import { forbidden } from '../schema/cause.ts';
import type { ApiRequest } from './api-request.ts';
import { booleanOption, textOption } from './query-value.ts';
import { MalformedBody, readJson, readYaml } from './read-json.ts';
import type { ReadBody } from './read-json.ts';
import { mediaTypeOf, noteDuplicates } from './read-object.ts';
import { refusals } from './refusals.ts';
import { writeOptions } from './write-options.ts';

const types: Readonly<Record<string, PatchType>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/** The patch in the body of a PATCH and its options. Custom resources have no strategic merge: 415. Throws 400, 415 and 422. */
export async function readPatch(request: ApiRequest, resource: ServedResource): Promise<{ patch: PatchRequest; options: WriteOptions }> {
  const type = patchType(request, resource);
  const options = writeOptions(request, 'PatchOptions', patchCauses(request.query, type));
  const read = readText((await request.body()).toString(), type);
  if (type === 'apply') noteDuplicates(read, resource, options);
  const force = booleanOption(request.query, 'force');
  return { patch: { type, body: read.value, ...(force === undefined ? {} : { force }) }, options };
}

function patchType(request: ApiRequest, resource: ServedResource): PatchType {
  const type = types[mediaTypeOf(request)];
  if (type === undefined || (type === 'strategic' && resource.custom)) {
    const accepted = Object.keys(types).filter((name) => !resource.custom || types[name] !== 'strategic');
    throw refusals.unsupportedMediaType(accepted);
  }
  return type;
}

function patchCauses(query: URLSearchParams, type: PatchType): readonly StatusCause[] {
  if (type !== 'apply') return query.has('force') ? [forbidden('force', 'may not be specified for non-apply patch')] : [];
  if (textOption(query, 'fieldManager') !== undefined) return [];
  return [{ reason: 'FieldValueRequired', message: 'Required value: is required for apply patch', field: 'fieldManager' }];
}

function readText(text: string, type: PatchType): ReadBody {
  const apply = type === 'apply';
  try {
    const read = apply && !text.trimStart().startsWith('{') ? readYaml(text) : readPatchJson(text, apply);
    if (type === 'json' ? !Array.isArray(read.value) : !isObject(read.value)) {
      throw new MalformedBody(`json: cannot unmarshal ${Array.isArray(read.value) ? 'array' : typeof read.value} into a patch`);
    }
    return read;
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    throw refusals.badRequest(`${apply ? 'error decoding YAML' : 'error decoding patch'}: ${error.message}`);
  }
}

/** An apply patch that begins like JSON may still be YAML in flow style. */
function readPatchJson(text: string, apply: boolean): ReadBody {
  try {
    return readJson(text);
  } catch (error) {
    if (!apply) throw error;
    return readYaml(text);
  }
}
