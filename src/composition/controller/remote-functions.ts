import { isObject } from '../../base/json.ts';
import type { ObjectKey } from '../../engine/cloud.ts';
import type { SecretStore } from '../../engine/secrets/secret-store.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { FunctionConfig, SecretName } from '../api/function-config.ts';
import type { PipelineFunction } from '../function/pipeline-function.ts';
import type { RemoteConnection, RemoteEndpoint, RemoteSecurity } from '../remote/remote-connection.ts';
import type { RemoteFunction } from '../remote/remote-function.ts';

/** What remote functions are reached by. */
export interface RemoteFunctionsOptions {
  readonly secrets: Pick<SecretStore, 'read' | 'release'>;
  readonly open: (endpoint: RemoteEndpoint) => Promise<RemoteConnection>;
  /** Longest time of a call, where its object says nothing (ms). */
  readonly timeoutMs: number;
}

/** A function that a Function object tells the endpoint of. */
export interface ConfiguredFunction extends PipelineFunction {
  /** Ends its connection, and the calls that it carries. */
  close(): void;
}

/** Kind of the readers of Secrets that are functions. */
export const functionReaderKind = 'function';

interface Opened {
  /** Of the Secrets that it was opened with. */
  readonly version: string;
  readonly connection: RemoteConnection;
  readonly function: RemoteFunction;
}

/** The function of a Function object. Its certificates are read when it is called, and its connection is opened anew when they change. */
export function configuredFunction(options: RemoteFunctionsOptions, config: FunctionConfig): ConfiguredFunction {
  const timeoutMs = config.timeoutMs ?? options.timeoutMs;
  const address = `${config.host}:${config.port}`;
  let opened: Opened | undefined;
  const current = async (signal: AbortSignal): Promise<RemoteFunction> => {
    const { version, security } = await securityOf(options, config, signal);
    if (opened?.version === version) return opened.function;
    opened?.connection.close();
    // Loaded when the first remote function is called: most installations have none.
    const remote = await import('../remote/remote-function.ts');
    const connection = await options.open({ address, security });
    const made = new remote.RemoteFunction({ name: `function ${config.name} at ${address}`, connection, timeoutMs });
    opened = { version, connection, function: made };
    return made;
  };
  return {
    timeoutMs,
    run: async (request, signal) => (await current(signal)).run(request, signal),
    close: () => {
      opened?.connection.close();
      for (const { namespace } of secretsOf(config)) options.secrets.release(readerOf(config, namespace));
    },
  };
}

function secretsOf({ transport }: FunctionConfig): readonly SecretName[] {
  if (transport.type === 'plaintext') return [];
  return [transport.caSecret, transport.clientSecret].filter((name) => name !== undefined);
}

function readerOf({ name }: FunctionConfig, namespace: string): ObjectKey {
  return { kind: functionReaderKind, namespace, name };
}

async function securityOf(
  { secrets }: RemoteFunctionsOptions,
  config: FunctionConfig,
  signal: AbortSignal,
): Promise<{ readonly version: string; readonly security: RemoteSecurity }> {
  const { transport } = config;
  if (transport.type === 'plaintext') return { version: '', security: { type: 'insecure' } };
  const read = async (secret: SecretName | undefined): Promise<KubernetesObject | undefined> => {
    if (secret === undefined) return undefined;
    const found = await secrets.read(readerOf(config, secret.namespace), secret.name, signal);
    if (found === undefined) throw new Error(`Function ${config.name}: there is no Secret ${secret.namespace}/${secret.name}`);
    return found.object;
  };
  const [ca, client] = [await read(transport.caSecret), await read(transport.clientSecret)];
  return {
    version: [ca, client].map((secret) => secret?.metadata.resourceVersion ?? '').join(' '),
    security: {
      type: 'tls',
      ...(ca === undefined ? {} : { ca: textOf(ca, 'ca.crt') }),
      ...(client === undefined ? {} : { client: { certificate: textOf(client, 'tls.crt'), key: textOf(client, 'tls.key') } }),
    },
  };
}

function textOf(secret: KubernetesObject, key: string): string {
  const data = secret['data'];
  const value: unknown = isObject(data) ? data[key] : undefined;
  const { namespace, name } = secret.metadata;
  if (typeof value !== 'string') throw new Error(`the Secret ${namespace}/${name} has no ${key}`);
  return Buffer.from(value, 'base64').toString();
}
