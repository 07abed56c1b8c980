import { apiVersionOf } from '../../../src/kubernetes/object.ts';
import { typeOf } from './object-types.ts';
import type { ObjectRef } from './objects.ts';

/** What a manifest may say beside its fields. */
export interface ManifestOptions {
  /** `default` unless told. */
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Members of spec beside forProvider. */
  readonly spec?: object;
}

/** An object as a user writes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly forProvider: Readonly<Record<string, unknown>> };
}

/** Where to find what a manifest makes. */
export function refTo({ kind, metadata: { name, namespace } }: Manifest): ObjectRef {
  return { kind, name, namespace };
}

/** The external-name annotation, for `annotations`. */
export const externalName = 'evenkeel.dev/external-name';

/** A managed object of us-east-1 unless `forProvider` says another Region. */
export function manifest(kind: string, name: string, forProvider: object, options: ManifestOptions = {}): Manifest {
  const { namespace = 'default', annotations, labels, spec = {} } = options;
  return {
    apiVersion: apiVersionOf(typeOf(kind)),
    kind,
    metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations }), ...(labels === undefined ? {} : { labels }) },
    spec: { ...spec, forProvider: { region: 'us-east-1', ...forProvider } },
  };
}

/** What a config is made of. */
export interface ConfigOptions {
  readonly endpoint: string;
  /** Namespaces that may use it; none unless told. */
  readonly namespaces?: readonly string[];
  /** Members of spec beside credentials and endpoint. */
  readonly spec?: object;
  /** Text of the Secret; keys whose access key id is `AKIA` and the config's name unless told. */
  readonly text?: string;
}

/** A ClusterProviderConfig and its Secret in `evenkeel-system`. A proxy knows its calls by the access key id. */
export function clusterConfig(name: string, options: ConfigOptions): readonly object[] {
  const { endpoint, namespaces = [], spec = {}, text = keysText(accessKeyOf(name)) } = options;
  return [
    credentialsSecret('evenkeel-system', `aws-${name}`, text),
    {
      apiVersion: 'aws.evenkeel.dev/v1beta1',
      kind: 'ClusterProviderConfig',
      metadata: { name },
      spec: {
        credentials: { source: 'Secret', secretRef: { namespace: 'evenkeel-system', name: `aws-${name}`, key: 'credentials' } },
        endpoint: { url: { type: 'Static', static: endpoint } },
        allowedNamespaces: { names: namespaces },
        ...spec,
      },
    },
  ];
}

/** A Secret with one key, `credentials`. */
export function credentialsSecret(namespace: string, name: string, text: string): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData: { credentials: text } };
}

/** The access key id of the config of this name. */
export function accessKeyOf(name: string): string {
  return `AKIA${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`;
}

/** The text of a credentials file. */
export function keysText(accessKeyId: string, secretAccessKey = 'made-up'): string {
  return `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
}
