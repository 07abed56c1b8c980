import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import type { ServedDevApi } from '../../../support/devcluster/served-dev-api.ts';
import { serveDevApi } from '../../../support/devcluster/served-dev-api.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const changesPerResource = 10;
const json = { 'content-type': 'application/json' };

interface Event {
  readonly type: string;
  readonly object: Readonly<Record<string, unknown>>;
}

describe('a watch over HTTPS', () => {
  const clock = new FakeClock();
  let server: ServedDevApi;
  let names = 0;

  before(async () => {
    server = await serveDevApi(clock, { changesPerResource });
  });

  after(() => server.close());

  async function create(name: string, text = ''): Promise<void> {
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text } });
    assert.equal((await server.ask(configMaps, { method: 'POST', headers: json, body })).status, 201);
  }

  /** What a watch that accepts this says of an object that is made, changed and deleted. */
  async function eventsAs(accept: string, query = ''): Promise<readonly Event[]> {
    names += 1;
    const name = `watched-${names}`;
    const response = await server.open(`${configMaps}?watch=1&fieldSelector=metadata.name%3D${name}${query}`, { headers: { accept } });
    assert.equal(response.statusCode, 200);
    await create(name);
    const patch = { 'content-type': 'application/merge-patch+json' };
    await server.ask(`${configMaps}/${name}`, { method: 'PATCH', headers: patch, body: '{"data":{"more":"1"}}' });
    await server.ask(`${configMaps}/${name}`, { method: 'DELETE' });
    return take(response, 3);
  }

  async function take(response: IncomingMessage, count: number): Promise<readonly Event[]> {
    const events: Event[] = [];
    for await (const line of createInterface({ input: response })) if (events.push(JSON.parse(line) as Event) === count) break;
    response.destroy();
    return events;
  }

  it('brings a table of one row an event, whose columns only the first one names', async () => {
    const events = await eventsAs('application/json;as=Table;v=v1;g=meta.k8s.io', '&includeObject=None');
    const rows = events.map(({ type, object }) => [type, object['kind'], object['apiVersion'], object['rows']]);
    const row = (cells: number): object => [{ cells: ['watched-1', cells, '0s'], object: null }];
    assert.deepEqual(rows, [
      ['ADDED', 'Table', 'meta.k8s.io/v1', row(1)],
      ['MODIFIED', 'Table', 'meta.k8s.io/v1', row(2)],
      ['DELETED', 'Table', 'meta.k8s.io/v1', row(2)],
    ]);
    const [first, ...others] = events.map(({ object }) => object['columnDefinitions'] as readonly { readonly name: string }[] | undefined);
    assert.deepEqual(
      first?.map(({ name }) => name),
      ['Name', 'Data', 'Age'],
    );
    assert.ok(others.every((columns) => (columns ?? []).length === 0));
    const versions = events.map(({ object }) => Number((object['metadata'] as Event['object'])['resourceVersion']));
    assert.deepEqual(
      versions,
      versions.toSorted((a, b) => a - b),
    );
    assert.equal(new Set(versions).size, 3);
  });

  it('brings metadata alone to those who accept that', async () => {
    const events = await eventsAs('application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io');
    assert.deepEqual(
      events.map(({ type, object }) => [type, object['kind'], object['apiVersion'], Object.keys(object).toSorted()]),
      ['ADDED', 'MODIFIED', 'DELETED'].map((type) => [
        ...[type, 'PartialObjectMetadata', 'meta.k8s.io/v1'],
        ['apiVersion', 'kind', 'metadata'],
      ]),
    );
    assert.ok(events.every(({ object }) => (object['metadata'] as Event['object'])['name'] === `watched-${names}`));
  });

  it('tells of a revision that is too old as an error, in whatever form', async () => {
    for (let index = 0; index <= changesPerResource; index += 1) await create(`earlier-${index}`);
    for (const accept of ['application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io']) {
      const [event] = await take(await server.open(`${configMaps}?watch=1&resourceVersion=1`, { headers: { accept } }), 1);
      assert.deepEqual(
        [event?.type, event?.object['kind'], event?.object['code'], event?.object['reason']],
        ['ERROR', 'Status', 410, 'Expired'],
      );
    }
  });

  it('is cut off when nobody reads it', async () => {
    const response = await server.open(`${configMaps}?watch=1&labelSelector=!x`);
    const cut = new Promise<unknown>((resolve) => response.once('error', resolve));
    response.pause();
    // More than the buffers of both ends of a connection hold.
    for (let index = 0; index < 16; index += 1) await create(`large-${index}`, 'x'.repeat(1_000_000));
    await clock.advance(30_000);
    response.resume();
    assert.match(String(await cut), /aborted|ECONNRESET/);
  });
});
