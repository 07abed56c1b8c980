import { EC2Client } from '@aws-sdk/client-ec2';
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { HttpResponse } from '@smithy/core/protocols';
import { ec2Service } from '../../../src/simulator/ec2/ec2-service.ts';
import type { Simulator, SimulatorDeps } from '../../../src/simulator/core/simulator.ts';
import { simulatorOf } from '../../../src/simulator/core/simulator.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/** A simulator of EC2 and an SDK client on it, in process. */
export interface SimulatedEc2 {
  readonly simulator: Simulator;
  readonly clock: FakeClock;
  readonly ec2: EC2Client;
}

type Options = Partial<Omit<SimulatorDeps, 'clock' | 'random' | 'services'>>;

export function simulatedEc2(options: Options = {}): SimulatedEc2 {
  const clock = new FakeClock();
  const simulator = simulatorOf({ clock, random: seededRandom(), services: [ec2Service], ...options });
  return { simulator, clock, ec2: clientOn(simulator) };
}

/** A client whose requests never leave the process. */
export function clientOn(simulator: Simulator, { region = 'us-east-1', accessKeyId = 'key' } = {}): EC2Client {
  const handle = async (request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }): Promise<{ response: HttpResponse }> => {
    const { method, path, headers, body = '' } = request;
    const answer = await simulator.handle({ method, path, headers, body });
    return { response: new HttpResponse({ statusCode: answer.status, headers: { ...answer.headers }, body: Buffer.from(answer.body) }) };
  };
  const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' } } as unknown as NonNullable<EC2ClientConfig['requestHandler']>;
  return new EC2Client({
    region,
    endpoint: 'http://simulator',
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler,
  });
}

/** The code that a call is refused with; `ok` for none. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const { Code, code, name } = error as { Code?: string; code?: string; name?: string };
    return Code ?? code ?? name ?? String(error);
  }
}
