import { isObject } from '../../base/json.ts';
import type { JsonObject } from '../api/dev-object.ts';
import type { WriteOptions } from '../api/dev-api.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import type { ApiRequest } from './api-request.ts';
import { MalformedBody, readJson, readYaml } from './read-json.ts';
import type { ReadBody } from './read-json.ts';
import { refusals } from './refusals.ts';

const accepted = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The media type of the body, without parameters; clients that name none send JSON. */
export function mediaTypeOf(request: ApiRequest): string {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || type === '' ? 'application/json' : type;
}

/** The object in the body of a POST or PUT: JSON, YAML, or protobuf of a built-in type. Throws 400 and 415. */
export async function readObject(request: ApiRequest, resource: ServedResource, options: WriteOptions): Promise<JsonObject> {
  const read = readBytes(await request.body(), mediaTypeOf(request), resource.kind);
  if (!isObject(read.value)) {
    throw unrecognised(resource.kind, "couldn't get version/kind; json parse error: json: cannot unmarshal into an object");
  }
  noteDuplicates(read, resource, options);
  return read.value as JsonObject;
}

/** Refuses or warns of members that are there twice, as the request's field validation says. */
export function noteDuplicates(read: ReadBody, resource: ServedResource, options: WriteOptions): void {
  if (read.duplicates.length === 0 || options.fieldValidation === 'Ignore') return;
  if (options.fieldValidation === 'Strict') {
    const { kind, version } = resource;
    throw refusals.badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${read.refusal}`);
  }
  for (const duplicate of read.duplicates) options.warn?.(duplicate);
}

function readBytes(bytes: Buffer, mediaType: string, kind: string): ReadBody {
  try {
    if (mediaType === 'application/json') return readJson(bytes.toString());
    if (mediaType === 'application/yaml') return readYaml(bytes.toString());
    if (mediaType === 'application/vnd.kubernetes.protobuf') return { value: decodeProtobuf(bytes), duplicates: [], refusal: '' };
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    throw unrecognised(
      kind,
      mediaType === 'application/json' ? `couldn't get version/kind; json parse error: ${error.message}` : error.message,
    );
  }
  throw refusals.unsupportedMediaType(accepted);
}

/** The body itself is left out: it may hold a secret. */
function unrecognised(kind: string, problem: string): Error {
  return refusals.badRequest(`the object provided is unrecognized (must be of type ${kind}): ${problem}`);
}
