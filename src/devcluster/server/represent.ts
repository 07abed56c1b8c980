import { isObject } from '../../base/json.ts';
import type { DevEvent } from '../api/dev-api.ts';
import type { JsonObject } from '../api/dev-object.ts';
import type { ServedResource } from '../api/served-resource.ts';
import { StatusError } from '../api/status-error.ts';
import { without } from '../store/members.ts';
import type { ApiRequest } from './api-request.ts';
import { acceptedForm } from './media-range.ts';
import type { Form } from './media-range.ts';
import { partialMetadata } from './partial-metadata.ts';
import { refusals } from './refusals.ts';
import { tableOf } from './table.ts';
import type { TableOptions } from './table.ts';

/** Puts objects of one resource into the form that a request accepts. */
export interface Representation {
  one(object: JsonObject): JsonObject;
  /** `metadata` is that of the list. */
  list(items: readonly JsonObject[], metadata: JsonObject): JsonObject;
  /** Events of one watch, in order: the first of a Table brings the columns. */
  event(event: DevEvent): DevEvent;
}

const accepted = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** Throws 406 when no form that is accepted can be given, 400 for an unknown includeObject. `now`: ms. */
export function representation(request: ApiRequest, resource: ServedResource, now: () => number): Representation {
  const form = acceptedForm(request.headers.accept);
  if (form === undefined) throw refusals.notAcceptable(accepted);
  switch (form.as) {
    case 'object':
      return plain(resource);
    case 'Table':
      return table(resource, form, includeObject(request.query), now);
    case 'PartialObjectMetadata':
    case 'PartialObjectMetadataList':
      return partial(form);
    default:
      return form satisfies never;
  }
}

function plain(resource: ServedResource): Representation {
  const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
  return {
    one: (object) => object,
    list: (items, metadata) => ({ kind: resource.listKind, apiVersion, metadata, items: resource.custom ? items : items.map(untyped) }),
    event: (event) => event,
  };
}

/** Items of lists of built-in types don't say their type. */
function untyped(object: JsonObject): JsonObject {
  return without(object, ['apiVersion', 'kind']);
}

function partial(form: Exclude<Form, { as: 'object' }>): Representation {
  const one = (object: JsonObject): JsonObject => partialMetadata(object, form.version);
  return {
    one: (object) => {
      if (form.as !== 'PartialObjectMetadata') throw new StatusError(406, 'NotAcceptable', 'content is not a list');
      return one(object);
    },
    list: (items, metadata) => {
      if (form.as !== 'PartialObjectMetadataList') {
        throw new StatusError(406, 'NotAcceptable', 'you requested PartialObjectMetadata, but the requested object is a list');
      }
      return { kind: form.as, apiVersion: `meta.k8s.io/${form.version}`, metadata, items: items.map(one) };
    },
    event: (event) => (event.type === 'ERROR' ? event : { ...event, object: one(event.object) }),
  };
}

function table(
  resource: ServedResource,
  { version }: { readonly version: string },
  include: TableOptions['includeObject'],
  now: () => number,
): Representation {
  const options = (): TableOptions => ({ version, includeObject: include, now: now() });
  let told = false;
  return {
    one: (object) => tableOf(resource, [object], versionOf(object), options()),
    list: (items, metadata) => tableOf(resource, items, metadata, options()),
    event: (event) => {
      if (event.type === 'ERROR') return event;
      const object = tableOf(resource, [event.object], versionOf(event.object), { ...options(), withoutColumns: told });
      told = true;
      return { ...event, object };
    },
  };
}

function versionOf(object: JsonObject): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const resourceVersion = metadata['resourceVersion'];
  return typeof resourceVersion === 'string' ? { resourceVersion } : {};
}

function includeObject(query: URLSearchParams): TableOptions['includeObject'] {
  const given = query.get('includeObject') ?? '';
  if (given === '') return 'Metadata';
  if (given === 'None' || given === 'Metadata' || given === 'Object') return given;
  throw refusals.badRequest(`unrecognized includeObject value: ${JSON.stringify(given)}`);
}
