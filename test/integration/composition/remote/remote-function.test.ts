import type { RunFunctionRequest, RunFunctionResponse } from '@crossplane-org/function-sdk-typescript';
import {
  Ready,
  Status,
  Resource,
  Target,
  normal,
  requireResource,
  requireSchema,
  setContextKey,
  setDesiredCompositeStatus,
  to,
  warning,
} from '@crossplane-org/function-sdk-typescript';
import 'reflect-metadata';
import '@peculiar/x509';
import assert from 'node:assert/strict';
import { Secret } from '../../../../src/base/secret.ts';
import { openFunctionConnection } from '../../../../src/cli/run/open-function-connection.ts';
import type { FunctionRequest, FunctionResponse } from '../../../../src/composition/function/pipeline-function.ts';
import type { RemoteSecurity } from '../../../../src/composition/remote/remote-connection.ts';
import { RemoteFunction } from '../../../../src/composition/remote/remote-function.ts';
import type { Certificates } from '../../../../src/devcluster/server/certificates.ts';
import { createCertificates } from '../../../../src/devcluster/server/certificates.ts';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { functionRequest, functionResource } from '../../../support/function-request.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import type { FunctionServer } from './function-server.ts';
import { startFunction } from './function-server.ts';
import { startAskingFunction, startBetaFunction, startGarbledFunction, startNoise, startWebServer } from './other-servers.ts';

const insecure: RemoteSecurity = { type: 'insecure' };
const mebibyte = 1024 * 1024;

describe('remote function', function () {
  this.timeout(60_000);
  let ours: Certificates;
  let theirs: Certificates;
  const ends: (() => void)[] = [];

  before(async () => {
    const keys = () => crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const made = [1, 2].map((seed) => createCertificates(systemClock, seededRandom(seed), keys));
    const [first, second] = await Promise.all(made);
    assert.ok(first !== undefined && second !== undefined);
    [ours, theirs] = [first, second];
  });

  afterEach(() => {
    for (const end of ends.splice(0).reverse()) end();
  });

  async function serving<T extends FunctionServer>(server: Promise<T>): Promise<T> {
    const started = await server;
    ends.push(() => started.stop());
    return started;
  }

  function connected(address: string, security: RemoteSecurity = insecure, timeoutMs = 30_000): RemoteFunction {
    const connection = openFunctionConnection({ address, security });
    ends.push(() => connection.close());
    return new RemoteFunction({ name: 'function-x', connection, timeoutMs });
  }

  function run(tested: RemoteFunction, request: Partial<FunctionRequest> = {}): Promise<FunctionResponse> {
    return tested.run(functionRequest(request), new AbortController().signal);
  }

  it('gives a function of the public SDK all of the request', async () => {
    const seen: RunFunctionRequest[] = [];
    const server = await serving(
      startFunction(async (request) => {
        seen.push(request);
        return to(request);
      }, ours),
    );
    await run(connected(server.address, { type: 'tls', ca: ours.caCert }), {
      input: { apiVersion: 'x/v1', kind: 'Input', size: 7, absent: undefined },
      observed: {
        composite: functionResource({ kind: 'Network', spec: { zones: 3, share: 0.25 } }),
        resources: { db: functionResource({ kind: 'Instance' }, { connectionDetails: { password: new Secret('/wA=') } }) },
      },
      credentials: { cloud: { token: new Secret(Buffer.from('t0ken').toString('base64')) } },
      requiredResources: { found: [functionResource({ kind: 'Zone' })], none: [] },
      requiredSchemas: { map: { type: 'object' }, none: undefined },
    });
    const [given] = seen;
    assert.ok(given !== undefined);
    assert.deepEqual(given.meta, { tag: 'tag', capabilities: [1, 2, 3, 4, 5] });
    assert.deepEqual(given.input, { apiVersion: 'x/v1', kind: 'Input', size: 7 });
    assert.deepEqual(given.observed?.composite?.resource, { kind: 'Network', spec: { zones: 3, share: 0.25 } });
    assert.deepEqual(given.observed.resources['db']?.connectionDetails, { password: Buffer.from([255, 0]) });
    assert.deepEqual(given.credentials, { cloud: { credentialData: { data: { token: Buffer.from('t0ken') } } } });
    const { found, none } = given.requiredResources;
    assert.deepEqual([found?.items[0]?.resource, none], [{ kind: 'Zone' }, { items: [] }]);
    assert.deepEqual(given.extraResources, given.requiredResources, 'where older functions look');
    assert.deepEqual(given.requiredSchemas, { map: { openapiV3: { type: 'object' } }, none: { openapiV3: undefined } });
  });

  it('takes all that a function of the public SDK answers', async () => {
    const status = { replicas: 3, ratio: 0.5, list: [1, null, 'a', { b: true }] };
    const server = await serving(startFunction(async (request) => everything(setDesiredCompositeStatus({ rsp: to(request), status }))));
    const response = await run(connected(server.address), {
      context: { region: 'eu' },
      desired: { composite: functionResource({}), resources: { earlier: functionResource({ kind: 'VPC' }, { ready: 'false' }) } },
    });
    const { earlier, map } = response.desired.resources;
    assert.deepEqual(earlier, functionResource({ kind: 'VPC' }, { ready: 'false' }));
    assert.equal(map?.ready, 'true');
    assert.equal(map.connectionDetails['raw']?.reveal(), 'AP8=');
    assert.deepEqual(response.desired.composite.resource, { status });
    assert.deepEqual(response.context, { region: 'eu', seen: 'yes' });
    assert.deepEqual(
      response.results.map(({ severity, message }) => [severity, message]),
      [
        ['normal', 'all well'],
        ['warning', 'not so well'],
      ],
    );
    const condition = { type: 'Sized', status: 'True', reason: 'Fits', message: 'it fits', target: 'compositeAndClaim' };
    assert.deepEqual(response.conditions, [condition]);
    assert.deepEqual(response.requirements, {
      resources: {
        zone: { apiVersion: 'v1', kind: 'Zone', namespace: 'n', match: { name: 'a' } },
        zones: { apiVersion: 'v1', kind: 'Zone', match: { labels: { a: 'b' } } },
      },
      schemas: { map: { apiVersion: 'v1', kind: 'ConfigMap' } },
    });
    assert.equal(response.ttlMs, 60_000, 'what the SDK says unless told');
  });

  it('carries 32 MiB there and back, and refuses more than 64 MiB', async () => {
    const size = { mib: 32 };
    const server = await serving(
      startFunction(async (request) => {
        const response = to(request);
        const resource = { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'x'.repeat(size.mib * mebibyte) } };
        response.desired = { composite: undefined, resources: { big: Resource.fromPartial({ resource }) } };
        return response;
      }),
    );
    const tested = connected(server.address);
    const response = await run(tested);
    assert.equal(JSON.stringify(response.desired.resources['big']?.resource).length > 32 * mebibyte, true);
    size.mib = 65;
    await assert.rejects(run(tested), /^Error: the request to function-x or its answer is too large: .*67108864/);
    const observed = { composite: functionResource({ spec: { a: 'x'.repeat(32 * mebibyte) } }), resources: {} };
    await assert.rejects(
      run(tested, { observed }),
      /^Error: the request to function-x (or its answer )?is too large/,
      'the SDK takes 4 MiB',
    );
    const beta = await serving(startBetaFunction());
    const echoed = await run(connected(beta.address), { desired: observed });
    assert.deepEqual(echoed.desired.composite.resource, observed.composite.resource);
  });

  it('finds a function that serves v1beta1 alone, and remembers it', async () => {
    const server = await serving(startBetaFunction());
    const tested = connected(server.address);
    const desired = { composite: functionResource({}), resources: { a: functionResource({ kind: 'A' }) } };
    assert.deepEqual((await run(tested, { desired })).desired, desired);
    await run(tested);
    assert.deepEqual(
      server.calls.map((path) => path.split('.').at(-2)),
      ['v1', 'v1beta1', 'v1beta1'],
    );
  });

  it('shows its certificate', async () => {
    const server = await serving(startAskingFunction(ours));
    const client = { certificate: ours.cert, key: ours.key };
    const { results } = await run(connected(server.address, { type: 'tls', ca: ours.caCert, client }));
    assert.deepEqual(results, [{ severity: 'normal', message: 'evenkeel-dev' }]);
  });

  it('uses one connection for all calls, and opens another when it broke', async () => {
    const respond = async (request: RunFunctionRequest) => to(request);
    const first = await startFunction(respond);
    const tested = connected(first.address);
    await Promise.all([run(tested), run(tested)]);
    first.stop();
    await assert.rejects(run(tested), /function-x/);
    const port = Number(first.address.split(':')[1]);
    await serving(startFunction(respond, undefined, port));
    await run(tested);
  });

  it('tells the function how long it may take, and ends the call then', async () => {
    const server = await serving(startFunction(() => new Promise(() => {})));
    await assert.rejects(run(connected(server.address, insecure, 200)), /^Error: function-x did not answer within 0\.2 s$/);
  });

  it('ends with the reason of its signal', async () => {
    const server = await serving(startFunction(() => new Promise(() => {})));
    const stop = new AbortController();
    const running = connected(server.address).run(functionRequest(), stop.signal);
    stop.abort(new Error('the controller stops'));
    await assert.rejects(running, /^Error: the controller stops$/);
  });

  it('gives the results of a function that failed, without secrets', async () => {
    const password = new Secret(Buffer.from('hunter22').toString('base64'));
    const server = await serving(
      startFunction(async (request) => {
        throw new Error(`no such user ${request.observed?.composite?.connectionDetails['password']?.toString()}`);
      }),
    );
    const observed = { composite: functionResource({}, { connectionDetails: { password } }), resources: {} };
    const { results } = await run(connected(server.address), { observed });
    assert.deepEqual(results, [{ severity: 'fatal', message: 'no such user [secret]' }]);
  });

  it('refuses an address that is none', () => {
    for (const address of ['', 'function-x', 'http://function-x:9443', 'function-x:9443/path', 'user@function-x:1', 'a:99999']) {
      assert.throws(() => openFunctionConnection({ address, security: insecure }), /is no address: write host:port/, address);
    }
  });

  describe('says why it could not be called', () => {
    const tls = (): RemoteSecurity => ({ type: 'tls', ca: ours.caCert });
    const cases: readonly {
      readonly name: string;
      readonly start: () => Promise<FunctionServer>;
      readonly security?: () => RemoteSecurity;
      readonly error: RegExp;
    }[] = [
      { name: 'nobody listens', start: nobody, error: /^Error: function-x can not be reached: .*ECONNREFUSED/ },
      {
        name: 'another authority',
        start: () => startFunction(async (request) => to(request), theirs),
        security: tls,
        error: /^Error: TLS with function-x failed: /,
      },
      {
        name: 'no authority that the machine knows',
        start: () => startFunction(async (request) => to(request), ours),
        security: () => ({ type: 'tls' }),
        error: /^Error: TLS with function-x failed: /,
      },
      {
        name: 'plaintext where TLS is meant',
        start: () => startFunction(async (request) => to(request)),
        security: tls,
        error: /^Error: TLS with function-x failed: /,
      },
      {
        name: 'TLS where plaintext is meant',
        start: () => startFunction(async (request) => to(request), ours),
        error: /^Error: function-x /,
      },
      { name: 'a web server', start: startWebServer, error: /^Error: function-x failed: .*text\/html/ },
      { name: 'a message that is none', start: startGarbledFunction, error: /^Error: function-x failed: / },
      { name: 'another protocol', start: startNoise, error: /^Error: function-x / },
    ];
    for (const { name, start, security, error } of cases) {
      it(name, async () => {
        const server = await serving(start());
        await assert.rejects(run(connected(server.address, security?.() ?? insecure, 10_000)), (thrown: unknown) => {
          assert.match(String(thrown), error);
          return true;
        });
      });
    }
  });
});

/** The response with something of everything that a function can say. */
function everything(response: RunFunctionResponse): RunFunctionResponse {
  const resource = { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } };
  const desired = response.desired ?? { composite: undefined, resources: {} };
  desired.resources['map'] = Resource.fromPartial({ resource, ready: Ready.READY_TRUE, connectionDetails: { raw: Buffer.from([0, 255]) } });
  setContextKey(response, 'seen', 'yes');
  normal(response, 'all well');
  warning(response, 'not so well');
  response.conditions.push({
    type: 'Sized',
    status: Status.STATUS_CONDITION_TRUE,
    reason: 'Fits',
    message: 'it fits',
    target: Target.TARGET_COMPOSITE_AND_CLAIM,
  });
  requireResource(response, 'zone', { apiVersion: 'v1', kind: 'Zone', matchName: 'a', namespace: 'n' });
  requireResource(response, 'zones', { apiVersion: 'v1', kind: 'Zone', matchLabels: { labels: { a: 'b' } } });
  requireSchema(response, 'map', 'v1', 'ConfigMap');
  return response;
}

/** An address at which nobody listens any more. */
async function nobody(): Promise<FunctionServer> {
  const server = await startWebServer();
  server.stop();
  return { address: server.address, stop: () => undefined };
}
