import assert from 'node:assert/strict';
import { on } from 'node:events';
import { gunzipSync } from 'node:zlib';
import type { ServedDevApi } from '../../../support/devcluster/served-dev-api.ts';
import { serveDevApi } from '../../../support/devcluster/served-dev-api.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { recordingLogger } from '../../../support/recording-logger.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const json = { 'content-type': 'application/json' };

function configMap(name: string, data: Record<string, string> = {}): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

describe('startDevServer', () => {
  const clock = new FakeClock();
  const logger = recordingLogger();
  let server: ServedDevApi;

  before(async () => {
    server = await serveDevApi(clock, { logger });
  });

  after(async () => {
    await server.close();
  });

  const create = (name: string, data?: Record<string, string>) =>
    server.ask(configMaps, { method: 'POST', headers: json, body: configMap(name, data) });

  it('lets nobody in without the right token but to what tells whether it is well', async () => {
    for (const authorization of ['Bearer wrong', 'Basic abc', '']) {
      const { status, json: body } = await server.ask('/api', { headers: { authorization } });
      assert.deepEqual(
        [status, body],
        [
          401,
          { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 },
        ],
      );
    }
    const wrong = await server.ask('/healthz', { headers: { authorization: 'Bearer wrong' } });
    assert.equal(wrong.status, 401);
    const version = await server.ask('/version');
    assert.equal(version.json['minor'], '35');
  });

  // Codes and messages are those of kube-apiserver 1.35.
  const refused = [
    ['an unknown group', 'GET', '/apis/nope.dev/v1/things', {}, undefined, 404, 'the server could not find the requested resource'],
    ['an unknown subresource', 'GET', `${configMaps}/a/status`, {}, undefined, 404, 'the server could not find the requested resource'],
    ['an object that is not there', 'GET', `${configMaps}/nope`, {}, undefined, 404, 'configmaps "nope" not found'],
    [
      'a method without meaning',
      'POST',
      `${configMaps}/a`,
      json,
      '{}',
      405,
      'the server does not allow this method on the requested resource',
    ],
    [
      'a body of another type',
      'POST',
      configMaps,
      { 'content-type': 'text/plain' },
      '{}',
      415,
      /^the body of the request was in an unknown format/,
    ],
    ['a body that is no JSON', 'POST', configMaps, json, '{bad', 400, /^the object provided is unrecognized \(must be of type ConfigMap\)/],
    ['a body too large', 'POST', configMaps, json, ' '.repeat(3 * 1024 * 1024 + 1), 413, 'Request entity too large: limit is 3145728'],
    [
      'an answer in protobuf alone',
      'GET',
      configMaps,
      { accept: 'application/vnd.kubernetes.protobuf' },
      undefined,
      406,
      /^only the following/,
    ],
    ['an unknown dry run', 'POST', `${configMaps}?dryRun=Some`, json, configMap('x'), 422, /dryRun: Unsupported value: \["Some"\]/],
    [
      'an unknown policy of deletion',
      'DELETE',
      `${configMaps}/x?propagationPolicy=Foo`,
      {},
      undefined,
      422,
      /supported values: "Foreground"/,
    ],
    [
      'an apply without a manager',
      'PATCH',
      `${configMaps}/x`,
      { 'content-type': 'application/apply-patch+yaml' },
      '{}',
      422,
      /fieldManager: Required/,
    ],
    ['a path that is badly encoded', 'GET', '/api/v1/%zz', {}, undefined, 400, 'the path of the request is not well encoded'],
  ] as const;
  for (const [name, method, path, headers, body, code, message] of refused) {
    it(`refuses ${name} with ${code}`, async () => {
      const answer = await server.ask(path, { method, headers, ...(body === undefined ? {} : { body }) });
      assert.equal(answer.status, code);
      assert.equal(answer.json['code'], code);
      const text = String(answer.json['message']);
      if (typeof message === 'string') assert.equal(text, message);
      else assert.match(text, message);
    });
  }

  it('warns of members that are there twice, and refuses them when told to be strict', async () => {
    const body = '{"metadata":{"name":"twice"},"data":{"a":"1","a":"2"}}';
    const warned = await server.ask(`${configMaps}?dryRun=All`, { method: 'POST', headers: json, body });
    assert.deepEqual([warned.status, warned.headers['warning']], [201, String.raw`299 - "duplicate field \"data.a\""`]);
    const strict = await server.ask(`${configMaps}?fieldValidation=Strict`, { method: 'POST', headers: json, body });
    assert.equal(
      strict.json['message'],
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data.a"',
    );
  });

  it('shows objects as a table, and takes the manager from the user agent', async () => {
    const made = await server.ask(configMaps, {
      method: 'POST',
      headers: { ...json, 'user-agent': 'tool/v1 (x)' },
      body: configMap('shown', { a: '1' }),
    });
    assert.match(made.body.toString(), /"manager":"tool"/);
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    const { json: table } = await server.ask(`${configMaps}?fieldSelector=metadata.name%3Dshown&includeObject=None`, {
      headers: { accept },
    });
    assert.equal(table['kind'], 'Table');
    assert.deepEqual(table['rows'], [{ cells: ['shown', 1, '0s'], object: null }]);
  });

  it('answers a deletion with a Status', async () => {
    await create('gone');
    const { json: status } = await server.ask(`${configMaps}/gone`, {
      method: 'DELETE',
      headers: json,
      body: '{"propagationPolicy":"Background"}',
    });
    assert.equal(status['status'], 'Success');
  });

  it('sends a watch as it comes: headers at once, then a line an event', async () => {
    const response = await server.open(`${configMaps}?watch=1&fieldSelector=metadata.name%3Dwatched`);
    assert.equal(response.statusCode, 200);
    const chunks = on(response, 'data', { close: ['end'] });
    await create('watched', { a: '1' });
    const { value } = (await chunks.next()) as { value: [Buffer] };
    const event = JSON.parse(value[0].toString()) as { type: string; object: { data: unknown } };
    assert.deepEqual([event.type, event.object.data], ['ADDED', { a: '1' }]);
    response.destroy();
  });

  it('compresses large answers for those who read them', async () => {
    await create('large', { a: 'x'.repeat(200_000) });
    const plain = await server.ask(`${configMaps}/large`);
    const small = await server.ask(`${configMaps}/large`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(small.headers['content-encoding'], 'gzip');
    assert.ok(small.body.length < plain.body.length / 10);
    assert.deepEqual(gunzipSync(small.body), plain.body);
  });

  it('tells of all it serves in one answer, and plainly to those who ask so', async () => {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const { json: all, headers } = await server.ask('/apis', { headers: { accept } });
    assert.equal(headers['content-type'], 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
    assert.match(JSON.stringify(all), /"resource":"leases"/);
    const { json: plain } = await server.ask('/apis/coordination.k8s.io/v1');
    assert.match(JSON.stringify(plain), /"name":"leases","singularName":"lease","namespaced":true,"kind":"Lease"/);
    const { json: token } = await server.ask('/api/v1');
    assert.match(JSON.stringify(token), /"name":"serviceaccounts\/token"/);
  });

  it('takes a caller for whom it asks to be', async () => {
    const headers = { ...json, 'impersonate-user': 'bob', 'impersonate-group': 'dev' };
    const { json: review } = await server.ask('/apis/authentication.k8s.io/v1/selfsubjectreviews', { method: 'POST', headers, body: '{}' });
    assert.deepEqual(review['status'], { userInfo: { username: 'bob', groups: ['dev', 'system:authenticated'] } });
  });

  it('shows no token in any line of the log', () => {
    assert.doesNotMatch(JSON.stringify(logger.lines), /canary/);
  });
});

describe('startDevServer with RBAC', () => {
  it('says who may not do what, where', async () => {
    const server = await serveDevApi(new FakeClock(), { rbac: true });
    try {
      const headers = { 'impersonate-user': 'bob' };
      const one = await server.ask(`${configMaps}/a`, { headers });
      assert.deepEqual(
        [one.status, one.json['message']],
        [403, 'configmaps "a" is forbidden: User "bob" cannot get resource "configmaps" in API group "" in the namespace "default"'],
      );
      const path = await server.ask('/api/v1/namespaces', { headers });
      assert.equal(
        path.json['message'],
        'namespaces is forbidden: User "bob" cannot list resource "namespaces" in API group "" at the cluster scope',
      );
    } finally {
      await server.close();
    }
  });
});

describe('closing the server', () => {
  it('ends watches at once and takes no more requests', async () => {
    const server = await serveDevApi(new FakeClock());
    const response = await server.open(`${configMaps}?watch=1`);
    response.resume();
    const ended = new Promise((resolve) => {
      response.once('close', resolve);
    });
    await server.close();
    await ended;
    await assert.rejects(server.ask('/healthz'), { code: 'ECONNREFUSED' });
  });
});
