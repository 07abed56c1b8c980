import assert from 'node:assert/strict';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SimulatorServer } from '../../../../src/simulator/server/simulator-server.ts';
import { startSimulatorServer } from '../../../../src/simulator/server/simulator-server.ts';
import { until } from '../../../support/until.ts';
import type { SimulatedEc2 } from '../simulated-ec2.ts';
import { outcomeOf, simulatedEc2 } from '../simulated-ec2.ts';

describe('simulator server', () => {
  let simulated: SimulatedEc2;
  let server: SimulatorServer;
  let ec2: EC2Client;

  beforeEach(async () => {
    simulated = simulatedEc2();
    server = await startSimulatorServer({ simulator: simulated.simulator });
    ec2 = new EC2Client({
      region: 'eu-north-1',
      endpoint: server.url,
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler(),
    });
  });
  afterEach(async () => {
    ec2.destroy();
    await server.close();
  });

  const admin = async (method: string, path: string, body?: object): Promise<{ readonly status: number; readonly answer: unknown }> => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${server.url}/_simulator/${path}`, init);
    return { status: response.status, answer: await response.json() };
  };
  const createVpc = (): Promise<string> => outcomeOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })));

  it('answers the SDK, and lists what there is', async () => {
    assert.equal(await createVpc(), 'ok');
    const { answer } = await admin('GET', 'resources?type=vpc');
    assert.deepEqual(
      (answer as readonly { region: string; type: string }[]).map(({ region, type }) => ({ region, type })),
      [{ region: 'eu-north-1', type: 'vpc' }],
    );
    assert.deepEqual((await admin('DELETE', 'resources?type=vpc')).answer, { removed: 1 });
    assert.deepEqual((await admin('GET', 'resources?type=vpc')).answer, []);
  });

  it('cuts the connection where an answer is to be lost', async () => {
    await admin('POST', 'faults', { action: 'CreateVpc', count: 1, effect: { kind: 'lostResponse' } });
    assert.equal(await createVpc(), 'ECONNRESET');
    assert.equal(await createVpc(), 'ok');
    assert.deepEqual((await admin('GET', 'counts')).answer, { 'ec2:CreateVpc': 2 });
  });

  it('waits no longer than the client does', async () => {
    await admin('POST', 'faults', { effect: { kind: 'timeOut', ms: 60_000, takesEffect: false } });
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/ec2/aws4_request, Signature=0' };
    const given = new AbortController();
    const call = fetch(server.url, { method: 'POST', headers, body: 'Action=DescribeVpcs&Version=2016-11-15', signal: given.signal });
    await until(() => simulated.clock.pending === 1);
    given.abort();
    await assert.rejects(call, { name: 'AbortError' });
    await until(() => simulated.clock.pending === 0);
  });

  it('says what it does not know', async () => {
    assert.equal((await admin('GET', 'weather')).status, 404);
    assert.equal((await admin('POST', 'time', { aheadMs: -1 })).status, 400);
    assert.equal((await admin('PATCH', 'settings', [])).status, 400);
  });

  it('changes settings that it knows, and none of a request that holds another', async () => {
    const { answer: before } = await admin('GET', 'settings');
    const refused = await admin('PATCH', 'settings', { stateDelayFactor: 0.5, createVisibility: 5 });
    assert.equal(refused.status, 400);
    assert.match(JSON.stringify(refused.answer), /there is no setting createVisibility: there are createVisibilityMs/);
    assert.deepEqual((await admin('GET', 'settings')).answer, before);
    const { answer } = await admin('PATCH', 'settings', { stateDelayFactor: 0.5 });
    assert.deepEqual(answer, { ...(before as object), stateDelayFactor: 0.5 });
  });

  it('takes away nothing when a query is misspelt', async () => {
    await createVpc();
    const { status, answer } = await admin('DELETE', 'resources?typ=vpc');
    assert.equal(status, 400);
    assert.deepEqual(answer, { error: 'resources have no typ: they have account, region, service, type, id' });
    assert.equal(((await admin('GET', 'resources?type=vpc')).answer as readonly unknown[]).length, 1);
  });
});
