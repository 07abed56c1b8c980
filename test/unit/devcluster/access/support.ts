import type { ReadApi } from '../../../../src/devcluster/access/read-api.ts';
import type { DevObject, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { StatusError } from '../../../../src/devcluster/api/status-error.ts';
import { builtinResources } from '../../../../src/devcluster/builtin/builtin-resources.ts';
import { objectOf } from '../../../../src/devcluster/schema/json-members.ts';

/** An object as it would be stored: `namespace/name` or `name`. */
export function stored(kind: string, key: string, members: JsonObject): DevObject {
  const [name = '', namespace] = key.split('/').toReversed();
  const place = namespace === undefined ? {} : { namespace };
  const metadata = {
    name,
    ...place,
    uid: `uid-${key}`,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...objectOf(members['metadata']),
  };
  return { apiVersion: 'v1', kind, ...members, metadata };
}

/** A label selector of the form `a=b,c=d`. */
function selected(object: DevObject, selector: string): boolean {
  const labels = objectOf(object.metadata['labels']);
  return selector.split(',').every((each) => {
    const [key = '', value] = each.split('=');
    return labels[key] === value;
  });
}

/** The reading half of an API that holds these objects. */
export function apiOf(objects: readonly DevObject[]): ReadApi {
  return {
    resources: builtinResources,
    get({ resource, namespace, name }) {
      const found = objects.find(
        ({ kind, metadata }) => kind === resource.kind && metadata.name === name && metadata.namespace === namespace,
      );
      return found === undefined ? Promise.reject(new StatusError(404, 'NotFound', `${name} not found`)) : Promise.resolve(found);
    },
    list(resource, { namespace, labelSelector }) {
      const items = objects.filter(
        (object) =>
          object.kind === resource.kind &&
          (namespace === undefined || object.metadata.namespace === namespace) &&
          (labelSelector === undefined || selected(object, labelSelector)),
      );
      return Promise.resolve({ items, resourceVersion: '1' });
    },
  };
}
