import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { ServedResource } from '../../../../src/devcluster/api/served-resource.ts';
import { builtinResources } from '../../../../src/devcluster/builtin/builtin-resources.ts';
import { representation } from '../../../../src/devcluster/server/represent.ts';

function listOf(resource: ServedResource, accept: string, object: JsonObject): JsonObject {
  const request = {
    method: 'GET',
    segments: [],
    query: new URLSearchParams({ includeObject: 'None' }),
    headers: { accept },
    signal: new AbortController().signal,
    caller: { username: 'user', groups: [], extra: {} },
    body: () => Promise.resolve(Buffer.of()),
    warn: () => undefined,
  };
  return representation(request, resource, () => Date.parse('2026-01-01T00:10:00Z')).list([object], {});
}

function builtin(plural: string): ServedResource {
  const found = builtinResources().find((each) => each.plural === plural);
  assert(found);
  return found;
}

describe('lists', () => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };

  it('of built-in types have items that do not say their type', () => {
    const configMaps = builtin('configmaps');
    assert.deepEqual(listOf(configMaps, 'application/json', object)['items'], [{ metadata: { name: 'a' } }]);
    assert.deepEqual(listOf({ ...configMaps, custom: true }, 'application/json', object)['items'], [object]);
  });

  it('as tables name each object once: in front, or where the type has a column for it', () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const event = { metadata: { name: 'e' }, involvedObject: { kind: 'W', name: 'w' }, lastTimestamp: '2026-01-01T00:00:00Z' };
    const columns = (table: JsonObject): unknown => (table['columnDefinitions'] as readonly JsonObject[]).map(({ name }) => name);
    assert.deepEqual(columns(listOf(builtin('configmaps'), accept, object)), ['Name', 'Data', 'Age']);
    const table = listOf(builtin('events'), accept, event);
    assert.deepEqual(columns(table), [
      ...['Last Seen', 'Type', 'Reason', 'Object', 'Subobject', 'Source', 'Message', 'First Seen', 'Count', 'Name'],
    ]);
    assert.deepEqual(table['rows'], [{ cells: ['10m', '', '', 'w/w', '', '', '', '<unknown>', 1, 'e'], object: null }]);
  });
});
