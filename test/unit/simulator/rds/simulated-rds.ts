import { CreateDefaultVpcCommand, DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { CreateDBInstanceCommandInput, DBInstance } from '@aws-sdk/client-rds';
import { CreateDBInstanceCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { HttpResponse } from '@smithy/core/protocols';
import type { Simulator, SimulatorDeps } from '../../../../src/simulator/core/simulator.ts';
import { createSimulator } from '../../../../src/simulator/create-simulator.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** SDK clients whose requests never leave the process. */
export function clientsOn(simulator: Simulator, credentials = { accessKeyId: 'key', secretAccessKey: 'secret' }) {
  const handle = async ({ method, path, headers, body = '' }: SdkRequest): Promise<{ response: HttpResponse }> => {
    const answer = await simulator.handle({ method, path, headers, body });
    return { response: new HttpResponse({ statusCode: answer.status, headers: { ...answer.headers }, body: Buffer.from(answer.body) }) };
  };
  const requestHandler = { handle, metadata: { handlerProtocol: 'http/1.1' } } as never;
  const settings = { region: 'us-east-1', endpoint: 'http://simulator', credentials, maxAttempts: 1, requestHandler };
  return { ec2: new EC2Client(settings), rds: new RDSClient(settings), sts: new STSClient(settings) };
}

/** A simulator with a default VPC, and clients on it. */
export class SimulatedRds {
  readonly clock = new FakeClock();
  readonly simulator: Simulator;
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
  readonly sts: STSClient;

  constructor(settings: SimulatorDeps['settings'] = {}) {
    this.simulator = createSimulator({ clock: this.clock, random: seededRandom(), rates: 'unlimited', settings });
    const { ec2, rds, sts } = clientsOn(this.simulator);
    this.ec2 = ec2;
    this.rds = rds;
    this.sts = sts;
  }

  static async start(settings: SimulatorDeps['settings'] = {}): Promise<SimulatedRds> {
    const simulated = new SimulatedRds(settings);
    await simulated.ec2.send(new CreateDefaultVpcCommand({}));
    return simulated;
  }

  /** Makes an instance; `given` beside what there has to be. */
  async create(given: Partial<CreateDBInstanceCommandInput> = {}): Promise<DBInstance> {
    const { DBInstance } = await this.rds.send(new CreateDBInstanceCommand({ ...plain, ...given }));
    if (DBInstance === undefined) throw new Error('no instance in the answer');
    return DBInstance;
  }

  /** What Describe calls show under a name. */
  async shown(name = 'shop'): Promise<DBInstance | undefined> {
    const Filters = [{ Name: 'db-instance-id', Values: [name] }];
    return (await this.rds.send(new DescribeDBInstancesCommand({ Filters }))).DBInstances?.[0];
  }

  async status(name?: string): Promise<string | undefined> {
    return (await this.shown(name))?.DBInstanceStatus;
  }

  /** Ids of the default VPC's subnets, in the order of their zones. */
  async subnetIds(): Promise<string[]> {
    const { Subnets = [] } = await this.ec2.send(new DescribeSubnetsCommand({}));
    return Subnets.toSorted((a, b) => ((a.AvailabilityZone ?? '') < (b.AvailabilityZone ?? '') ? -1 : 1)).map(
      ({ SubnetId = '' }) => SubnetId,
    );
  }

  /** Puts the time ahead. */
  pass(ms: number): void {
    this.simulator.admin.moveTime(ms);
  }
}

/** What every instance here is asked for with. */
export const plain = {
  DBInstanceIdentifier: 'shop',
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'postgres',
  AllocatedStorage: 20,
  MasterUsername: 'shop',
  MasterUserPassword: 'correct horse'.replace(' ', '-'),
} satisfies CreateDBInstanceCommandInput;

/** `code: message` of what a call is refused with; `ok` for none. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const { Code, name, message } = error as { Code?: string; name: string; message: string };
    return `${Code ?? name}: ${message}`;
  }
}
