import assert from 'node:assert/strict';
import { CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SimulatorServer } from '../../../../src/simulator/server/simulator-server.ts';
import { startSimulatorServer } from '../../../../src/simulator/server/simulator-server.ts';
import { outcomeOf, simulatedEc2 } from '../simulated-ec2.ts';

describe('simulator server', () => {
  let server: SimulatorServer;
  let ec2: EC2Client;

  beforeEach(async () => {
    server = await startSimulatorServer({ simulator: simulatedEc2().simulator });
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

  it('says what it does not know', async () => {
    assert.equal((await admin('GET', 'weather')).status, 404);
    assert.equal((await admin('POST', 'time', { aheadMs: -1 })).status, 400);
    assert.equal((await admin('PATCH', 'settings', [])).status, 400);
  });
});
