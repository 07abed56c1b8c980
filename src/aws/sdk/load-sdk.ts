import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { OperationSchema } from './operation-schema.ts';
import { operationSchema } from './operation-schema.ts';
import { scanningProtocol } from './scanning-protocol.ts';

/** AWS services that the provider calls. */
export type AwsService = 'ec2' | 'rds' | 'sts';

/** What a client is made from; the members that we set are the same for every service. */
export type SdkClientConfig = Pick<STSClientConfig, 'region' | 'endpoint' | 'credentials' | 'maxAttempts' | 'requestHandler'>;

/** The part of an SDK client that we use. */
export interface SdkClient {
  send(command: SdkCommand): Promise<Readonly<Record<string, unknown>>>;
  destroy(): void;
}

/** The part of an SDK command that we use: `handle` wraps what happens right before the transport takes the request. */
export interface SdkCommand {
  readonly middlewareStack: {
    add(
      middleware: (next: (args: unknown) => Promise<unknown>) => (args: unknown) => Promise<unknown>,
      options: { readonly step: 'deserialize'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/** One client package of the SDK, used by names: `CreateVpc`. */
export interface SdkPackage {
  createClient(config: SdkClientConfig): SdkClient;
  /** Throws a TypeError for an operation that the package does not have. */
  createCommand(operation: string, input: Readonly<Record<string, unknown>>): SdkCommand;
  /** The schema of an operation; undefined for one that the package does not have. */
  schema(operation: string): OperationSchema | undefined;
}

/** What stands behind the SDK's own types: its clients look their protocol up at each call. */
interface ConfiguredClient {
  readonly config: { protocol: object };
}

type Exports = Readonly<Record<string, unknown>>;
type Constructor<Result> = new (argument: object) => Result;

// The clients cost 100 to 300 ms each to import: nothing is loaded before it is used.
const loaders: Readonly<Record<AwsService, () => Promise<SdkPackage>>> = {
  ec2: async () => wrap(await import('@aws-sdk/client-ec2'), 'EC2Client'),
  rds: async () => wrap(await import('@aws-sdk/client-rds'), 'RDSClient'),
  sts: async () => wrap(await import('@aws-sdk/client-sts'), 'STSClient'),
};

const loaded = new Map<AwsService, Promise<SdkPackage>>();

/** Loads a service's client package, once. */
export function loadSdk(service: AwsService): Promise<SdkPackage> {
  const known = loaded.get(service);
  if (known !== undefined) return known;
  const loading = loaders[service]();
  loaded.set(service, loading);
  return loading;
}

export function isAwsService(name: string): name is AwsService {
  return Object.hasOwn(loaders, name);
}

function wrap(exports: Exports, clientName: string): SdkPackage {
  return {
    createClient: (config) => {
      const client = new (constructor<SdkClient & ConfiguredClient>(exports, clientName))(config);
      client.config.protocol = scanningProtocol(client.config.protocol);
      return client;
    },
    createCommand: (operation, input) => new (constructor<SdkCommand>(exports, `${operation}Command`))(input),
    schema: (operation) => operationSchema(exports[`${operation}$`]),
  };
}

function constructor<Result>(exports: Exports, name: string): Constructor<Result> {
  const found = exports[name];
  if (typeof found !== 'function') throw new TypeError(`the AWS SDK has no ${name}`);
  return found as Constructor<Result>;
}
