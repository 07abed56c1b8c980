import type { Target, WriteOptions } from '../api/dev-api.ts';
import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { StatusError } from '../api/status-error.ts';
import { invalid as invalidValue } from '../schema/cause.ts';
import { isJsonObject, objectAt, stringAt, without } from './members.ts';
import type { ReadMetadata } from './read-metadata.ts';
import { readMetadata } from './read-metadata.ts';
import { badRequest, invalid } from './refusals.ts';
import type { ServedEntry } from './served-entry.ts';

/**
 * Where a body comes from: kube-apiserver words some refusals of a patched object differently, and of custom resources
 * drops nulls that have no place unless they are applied.
 */
export type BodyOrigin = 'request' | 'patch' | 'apply';

/**
 * The object of a request in the terms of its schema: of the right type and place, pruned, with defaults. Throws 400 for
 * what belongs elsewhere, 422 for another kind, and in strict mode for what the schema does not know.
 */
export function readBody(
  entry: ServedEntry,
  target: Target,
  body: JsonObject,
  how: WriteOptions & { readonly origin: BodyOrigin },
): JsonObject {
  const typed = withType(entry, body, how.origin);
  const placed = withPlace(target, typed);
  const { metadata, unknown: strange } = metadataOf(entry, objectAt(placed, 'metadata'));
  const { object, unknown } = entry.schema.prepare({ ...placed, metadata }, { keepNulls: entry.resource.custom && how.origin === 'apply' });
  refuseWrongTypes(entry, object, how.origin);
  refuseUnknown(entry, [...new Set([...strange, ...unknown])], how);
  return object;
}

function metadataOf({ resource }: ServedEntry, metadata: JsonObject): ReadMetadata {
  const { kind, version, custom } = resource;
  try {
    return readMetadata(metadata);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    const text = custom
      ? error.message.replace('field metadata.', 'field ObjectMeta.')
      : error.message.replace('field ', 'field ObjectMeta.');
    throw badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${text}`);
  }
}

function withType(entry: ServedEntry, body: JsonObject, origin: BodyOrigin): JsonObject {
  const { apiVersion, resource } = entry;
  const kind = stringAt(body, 'kind') ?? '';
  const version = stringAt(body, 'apiVersion') ?? '';
  if (kind === '' && resource.custom) {
    throw badRequest(`the object provided is unrecognized (must be of type ${resource.kind}): Object 'Kind' is missing`);
  }
  if (version !== '' && version !== apiVersion) throw wrongVersion(entry, body, origin);
  if (kind !== '' && kind !== resource.kind) throw wrongKind(entry, body, kind);
  return { ...body, apiVersion, kind: resource.kind };
}

function wrongVersion({ apiVersion, resource }: ServedEntry, body: JsonObject, origin: BodyOrigin): Error {
  const found = stringAt(body, 'apiVersion') ?? '';
  if (origin !== 'request') return invalid(resource, nameOf(body), [invalidValue('apiVersion', found, `must be ${apiVersion}`)]);
  return badRequest(`the API version in the data (${found}) does not match the expected API version (${apiVersion})`);
}

function wrongKind({ resource }: ServedEntry, body: JsonObject, kind: string): Error {
  const { version, kind: expected, custom } = resource;
  if (custom) return invalid({ ...resource, kind }, nameOf(body), [invalidValue('kind', kind, `must be ${expected}`)]);
  return badRequest(
    `${kind} in version "${version}" cannot be handled as a ${expected}: converting (${version}.${kind}) to (${version}.${expected}): unknown conversion`,
  );
}

function nameOf(body: JsonObject): string {
  return stringAt(objectAt(body, 'metadata'), 'name') ?? '';
}

/** With the namespace of the URL, where it has one, and no other name than the URL's. */
function withPlace(target: Target, body: JsonObject): JsonObject {
  const { metadata: found } = body;
  if (found !== undefined && found !== null && !isJsonObject(found)) throw badRequest('json: metadata is not an object');
  const metadata = objectAt(body, 'metadata');
  refuseOtherName(target.name, stringAt(metadata, 'name') ?? '');
  if (target.namespace === undefined) return { ...body, metadata: without(metadata, ['namespace']) };
  const namespace = stringAt(metadata, 'namespace') ?? '';
  if (namespace !== '' && namespace !== target.namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return { ...body, metadata: { ...metadata, namespace: target.namespace } };
}

function refuseOtherName(wanted: string, found: string): void {
  if (wanted === '' || found === wanted) return;
  if (found === '') throw badRequest(`the name of the object (${wanted} based on URL) was undeterminable: name must be provided`);
  throw badRequest(`the name of the object (${found}) does not match the name on the URL (${wanted})`);
}

/** A value of a built-in type that Go can't decode is no matter of validation. */
function refuseWrongTypes({ resource, schema }: ServedEntry, object: JsonObject, origin: BodyOrigin): void {
  if (resource.custom) return;
  const wrong = schema.validate(object).find(({ reason }) => reason === 'FieldValueTypeInvalid');
  if (wrong !== undefined) throw undecodable(resource, wrong.message.replace(/^.*?: .*?: /u, ''), origin);
}

function undecodable({ kind, version }: ServedResource, text: string, origin: BodyOrigin): StatusError {
  if (origin === 'request') return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${text}`);
  // The real server quotes the whole object here; it may hold secrets.
  return invalid({ group: '', plural: '', kind: '' }, '', [invalidValue('patch', '...', text)]);
}

function refuseUnknown({ resource }: ServedEntry, unknown: readonly string[], how: WriteOptions & { readonly origin: BodyOrigin }): void {
  if (unknown.length === 0 || how.fieldValidation === 'Ignore') return;
  const texts = unknown.map((path) => `unknown field ${JSON.stringify(path)}`);
  if (how.fieldValidation !== 'Strict') {
    for (const text of texts) how.warn?.(text);
    return;
  }
  throw undecodable(resource, `strict decoding error: ${texts.join(', ')}`, how.origin);
}
