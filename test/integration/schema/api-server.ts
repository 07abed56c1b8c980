import { Agent, request } from 'undici';
import { readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { startControlPlane, type ControlPlane } from '../../../hack/control-plane/control-plane.ts';
import { isObject } from '../../../src/base/json.ts';
import { newestKubectl, type Kubectl } from '../../support/kubectl.ts';

/** Top of the repository. */
export const root = resolve(import.meta.dirname, '../../..');

/** An object in the shape in which it is sent. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  /** The object, or a Status. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Status.message; empty where the answer is an object. */
  readonly message: string;
}

/** A real API server with our CRDs, and direct requests to it with strict field validation. */
export interface SchemaServer {
  readonly plane: ControlPlane;
  readonly kubectl: Kubectl;
  create(manifest: Manifest, dryRun?: boolean): Promise<Answer>;
  /** Merge-patches the object that `manifest` names. */
  patch(manifest: Manifest, patch: object): Promise<Answer>;
  remove(manifest: Manifest): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts it and waits until all CRDs are established. */
export async function startSchemaServer(): Promise<SchemaServer> {
  const plane = await startControlPlane();
  const kubectl = await newestKubectl();
  const crds = await kubectl.run(plane.kubeconfig, ['apply', '--server-side', '-f', join(root, 'crds')]);
  const established = await kubectl.run(plane.kubeconfig, ['wait', 'crd', '--all', '--for=condition=Established', '--timeout=20s']);
  if (crds.code !== 0 || established.code !== 0) {
    await plane.stop();
    throw new Error(`the CRDs are not served: ${crds.stderr}${established.stderr}`);
  }
  const agent = new Agent({ connect: { ca: plane.ca, cert: plane.clientCert, key: plane.clientKey } });
  const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer> =>
    sendTo(plane.url + path, agent, method, body);
  return {
    plane,
    kubectl,
    create: (manifest, dryRun = true) =>
      send('POST', `${collection(manifest)}?fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`, manifest),
    patch: (manifest, patch) => send('PATCH', `${collection(manifest)}/${manifest.metadata.name}?fieldValidation=Strict`, patch),
    remove: (manifest) => send('DELETE', `${collection(manifest)}/${manifest.metadata.name}`),
    stop: async () => {
      await agent.destroy();
      await plane.stop();
    },
  };
}

async function sendTo(url: string, dispatcher: Agent, method: 'POST' | 'PATCH' | 'DELETE', body?: object): Promise<Answer> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const response = await request(url, {
    method,
    dispatcher,
    headers: { 'content-type': type },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const answer = (await response.body.json()) as Readonly<Record<string, unknown>>;
  const message = answer['kind'] === 'Status' && typeof answer['message'] === 'string' ? answer['message'] : '';
  return { status: response.statusCode, body: answer, message };
}

const plurals: Readonly<Record<string, string>> = { ClusterProviderConfig: 'clusterproviderconfigs', ProviderConfig: 'providerconfigs' };

function collection({ apiVersion, kind, metadata }: Manifest): string {
  const plural = plurals[kind] ?? `${kind.toLowerCase()}s`;
  return kind === 'ClusterProviderConfig'
    ? `/apis/${apiVersion}/${plural}`
    : `/apis/${apiVersion}/namespaces/${metadata.namespace ?? 'default'}/${plural}`;
}

/** The objects of an example file: `ec2/vpc.yaml`. */
export async function exampleObjects(path: string): Promise<readonly Manifest[]> {
  const text = await readFile(join(root, 'examples', path), 'utf8');
  return parseAllDocuments(text).map((document) => document.toJS() as Manifest);
}

/** The paths below `examples/` of a folder's files. */
export async function exampleFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(join(root, 'examples', folder))).toSorted().map((name) => `${folder}/${name}`);
}

/** A JSON merge patch (RFC 7386) applied to a value: null takes a member out. */
export function merged<T extends object>(target: T, patch: object): T {
  return mergedMembers(Object.entries(target), patch) as T;
}

function mergedMembers(members: readonly [string, unknown][], patch: object): Record<string, unknown> {
  const result = new Map(members);
  for (const [name, value] of Object.entries(patch) as [string, unknown][]) {
    const before = result.get(name);
    if (value === null) result.delete(name);
    else if (isObject(value)) result.set(name, mergedMembers(isObject(before) ? Object.entries(before) : [], value));
    else result.set(name, value);
  }
  return Object.fromEntries(result);
}
