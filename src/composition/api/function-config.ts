import { parseDuration } from '../../engine/object/metadata.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { Fields } from './fields.ts';
import { present } from './present.ts';

/** A Secret that a connection is made with. */
export interface SecretName {
  readonly namespace: string;
  readonly name: string;
}

/** How a connection to a function is secured. `caSecret`: its `ca.crt` in place of the system's; `clientSecret`: `tls.crt` and `tls.key`. */
export type FunctionTransport =
  | { readonly type: 'plaintext' }
  | { readonly type: 'tls'; readonly caSecret?: SecretName; readonly clientSecret?: SecretName };

/** A Function: where a remote function is. */
export interface FunctionConfig {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly transport: FunctionTransport;
  /** Longest time of one call (ms); absent: the controller's own. */
  readonly timeoutMs?: number;
}

const defaultPort = 9443;
const longestTimeoutMs = 600_000;

/** Why packages are refused, and what to do; said by the CRD and by the controller. */
export const noPackages = 'is not supported, since nothing is installed for you: run the function and set endpoint';

/** Throws InvalidObject. */
export function parseFunction(object: KubernetesObject): FunctionConfig {
  const spec = Fields.of(object).object('spec');
  if (spec.has('package')) throw spec.invalid('package', noPackages);
  const { scheme, host, port } = endpointOf(spec);
  return present({ name: object.metadata.name, host, port, transport: transportOf(spec, scheme), timeoutMs: timeoutOf(spec) });
}

/** `host:port`, `https://host:port`, `http://host:port`, and `dns:///host:port` as gRPC clients write it. */
function endpointOf(spec: Fields) {
  const match = /^(?:(https?|dns|grpcs?):\/\/\/?)?(\[[\da-fA-F:]+\]|[\w.-]+)(?::(\d{1,5}))?\/?$/.exec(spec.text('endpoint'));
  const port = Number(match?.[3] ?? defaultPort);
  if (match === null || port < 1 || port > 65_535)
    throw spec.invalid('endpoint', 'must be host:port, or a URL of these such as https://host:port');
  return { scheme: match[1], host: match[2] ?? '', port };
}

const encrypted: Readonly<Record<string, boolean>> = { https: true, grpcs: true, http: false, grpc: false };

function transportOf(spec: Fields, scheme = 'dns'): FunctionTransport {
  const insecure = spec.flag('insecure');
  const tls = spec.optionalObject('tls');
  if (insecure && tls !== undefined) throw spec.invalid('insecure', 'and spec.tls exclude each other: leave one out');
  if (insecure && encrypted[scheme] === true) throw spec.invalid('insecure', `can't be true where the endpoint is ${scheme}://`);
  if (insecure) return { type: 'plaintext' };
  if (encrypted[scheme] === false)
    throw spec.invalid('endpoint', `is ${scheme}://, which is not encrypted: set spec.insecure: true to allow that`);
  return present({
    type: 'tls' as const,
    caSecret: secretOf(tls?.optionalObject('caSecretRef')),
    clientSecret: secretOf(tls?.optionalObject('clientCertificateSecretRef')),
  });
}

function secretOf(ref: Fields | undefined): SecretName | undefined {
  return ref === undefined ? undefined : { namespace: ref.text('namespace'), name: ref.text('name') };
}

function timeoutOf(spec: Fields): number | undefined {
  const text = spec.optionalText('timeout');
  if (text === undefined) return undefined;
  const timeoutMs = parseDuration(text);
  if (timeoutMs === undefined || timeoutMs <= 0 || timeoutMs > longestTimeoutMs)
    throw spec.invalid('timeout', 'must be a duration such as 20s, of at most 10m');
  return timeoutMs;
}
