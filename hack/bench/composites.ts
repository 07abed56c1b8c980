import { setTimeout as delay } from 'node:timers/promises';
import { startControlPlane } from '../control-plane/control-plane.ts';
import { startDevCluster } from '../dev-server/dev-server.ts';
import { install, kubectlFor, type RunKubectl } from '../environment/install.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { isObject } from '../../src/base/json.ts';
import type { HttpClient } from '../../src/kubernetes/http/http-client.ts';
import { createHttpClient } from '../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../src/kubernetes/http/load-connection.ts';
import type { KubernetesObject, ResourceType } from '../../src/kubernetes/object.ts';
import { mayCompose } from '../../test/e2e/support/compose-rights.ts';
import { controllerIdentity } from '../../test/e2e/support/controller-rights.ts';
import { composite, composition, configMap, definition } from '../../test/support/composition-objects.ts';
import { startKubeProxy, type KubeProxy } from '../../test/support/kube-proxy.ts';
import { newestKubectl } from '../../test/support/kubectl.ts';
import { startMeasuredController, type MeasuredController } from './measured-controller.ts';
import type { StageOptions } from './stage.ts';
import { waitFor } from './wait.ts';

/** Which built-in function makes the children. */
export type Template = 'patches' | 'program';

/** What composites of ten ConfigMaps each cost. */
export interface CompositeFigures {
  readonly template: Template;
  readonly composites: number;
  /** Until all are Ready, from the first that is written. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly writesEach: number;
  /** In a minute in which nothing happens. */
  readonly writesAtRest: number;
  readonly runsAtRest: number;
  /** From an edit of one until its status shows it. */
  readonly editSeconds: number;
  /** `metadata.generation` of a composite that was not edited. */
  readonly generation: number;
  readonly peakMegabytes: number;
  /** Runs of the pipeline a second of CPU, while all are composed anew. */
  readonly runsPerCpuSecond: number;
}

type Options = Pick<StageOptions, 'apiServer' | 'program' | 'nodeFlags' | 'env'>;

const appType: ResourceType = { group: 'example.org', version: 'v1', kind: 'App', plural: 'apps', namespaced: true };
const children = 10;
const width = 16;
const restSeconds = 60;
const patienceMs = 300_000;

/** Makes them, leaves them alone, edits one, and then all; on an API server of their own, whose writes are counted. */
export async function measureComposites(options: Options, template: Template, count: number): Promise<CompositeFigures> {
  const started: (() => Promise<unknown>)[] = [];
  const keep = <T extends { stop(): Promise<unknown> }>(part: T): T => {
    started.push(() => part.stop());
    return part;
  };
  try {
    const cluster = keep(await (options.apiServer === 'dev' ? startDevCluster() : startControlPlane()));
    const kubectl = kubectlFor((await newestKubectl()).path, cluster.kubeconfig);
    await install(kubectl, cluster);
    await mayCompose(kubectl, ['example.org']);
    const proxy = keep(await startKubeProxy({ ...cluster, identity: await controllerIdentity(cluster, kubectl) }));
    const client = createHttpClient(await loadConnection({ kubeconfig: cluster.kubeconfig }));
    started.push(() => client.close());
    const flags = ['--control-plane=bench', '--log-level=warn'];
    const controller = keep(await startMeasuredController({ ...options, kubeconfig: proxy.kubeconfig, flags }));
    await define(kubectl, template);
    return await measure({ client, proxy, controller }, template, count);
  } finally {
    for (const stop of started.toReversed()) await stop();
  }
}

interface Scene {
  readonly client: HttpClient;
  readonly proxy: KubeProxy;
  readonly controller: MeasuredController;
}

async function measure(scene: Scene, template: Template, count: number): Promise<CompositeFigures> {
  const { proxy, controller, client } = scene;
  proxy.clear();
  const before = await controller.probe();
  const startedAt = performance.now();
  await writeAll(client, count);
  await allShow(scene, count, 'one');
  const seconds = (performance.now() - startedAt) / 1000;
  const made = await controller.probe();
  const writesEach = writes(proxy) / count;
  const rest = await atRest(scene);
  const editSeconds = await edit(scene);
  const generation = Math.max(
    ...(await list(client)).filter(({ metadata }) => metadata.name !== nameOf(0)).map(({ metadata }) => metadata.generation ?? 0),
  );
  const runs = await composedAnew(scene, count);
  return {
    template,
    composites: count,
    seconds,
    cpuSeconds: made.cpuSeconds - before.cpuSeconds,
    writesEach,
    ...rest,
    editSeconds,
    generation,
    peakMegabytes: Math.round((await controller.probe()).peakBytes / 2 ** 20),
    runsPerCpuSecond: runs,
  };
}

function nameOf(index: number): string {
  return `app-${index}`;
}

async function writeAll(client: HttpClient, count: number): Promise<void> {
  let next = 0;
  const writeSome = async (): Promise<void> => {
    while (next < count) await client.create(appType, composite('App', nameOf(next++), { text: 'one' }), 'bench');
  };
  await Promise.all(Array.from({ length: width }, writeSome));
}

async function list(client: HttpClient): Promise<readonly KubernetesObject[]> {
  return (await client.list(appType, { namespace: 'default' })).items;
}

/** All are Ready and say so of this text. */
function allShow({ client }: Scene, count: number, text: string): Promise<void> {
  return waitFor({
    title: `${count} composites: Ready`,
    reached: async () => (await list(client)).filter((app) => shows(app, text)).length,
    goal: count,
    patienceMs,
    everyMs: 100,
  });
}

function shows({ status }: KubernetesObject, text: string): boolean {
  if (!isObject(status) || status['summary'] !== text) return false;
  const conditions: unknown = status['conditions'];
  return Array.isArray(conditions) && conditions.some((each) => isObject(each) && each['type'] === 'Ready' && each['status'] === 'True');
}

function writes(proxy: KubeProxy): number {
  return proxy.records().filter(({ call: { write, resource } }) => write && resource !== 'events' && resource !== 'leases').length;
}

async function runsSoFar({ controller }: Scene): Promise<number> {
  return (await controller.samples()).sum('evenkeel_pipeline_runs_total');
}

async function atRest(scene: Scene): Promise<Pick<CompositeFigures, 'writesAtRest' | 'runsAtRest'>> {
  await delay(2_000);
  scene.proxy.clear();
  const before = await runsSoFar(scene);
  await delay(restSeconds * 1000);
  return { writesAtRest: writes(scene.proxy), runsAtRest: (await runsSoFar(scene)) - before };
}

async function edit(scene: Scene): Promise<number> {
  const startedAt = performance.now();
  await change(scene, 0, 'two');
  const isShown = async (): Promise<boolean> => shows(await scene.client.get(appType, { namespace: 'default', name: nameOf(0) }), 'two');
  for (const deadline = startedAt + patienceMs; !(await isShown()); await delay(10)) {
    if (performance.now() > deadline) throw new Error('the edit does not show');
  }
  return (performance.now() - startedAt) / 1000;
}

async function change({ client }: Scene, index: number, text: string): Promise<void> {
  await client.patch(appType, { namespace: 'default', name: nameOf(index) }, { spec: { text } }, { kind: 'merge', fieldManager: 'bench' });
}

/** Runs a second of CPU while each composite and all its children change. */
async function composedAnew(scene: Scene, count: number): Promise<number> {
  const [before, { cpuSeconds }] = [await runsSoFar(scene), await scene.controller.probe()];
  for (let index = 0; index < count; index += 1) await change(scene, index, 'three');
  await allShow(scene, count, 'three');
  return ((await runsSoFar(scene)) - before) / ((await scene.controller.probe()).cpuSeconds - cpuSeconds);
}

/** The kind, and ten ConfigMaps with two values each from the composite. */
async function define(kubectl: RunKubectl, template: Template): Promise<void> {
  const step = template === 'patches' ? patches : program;
  const objects = [definition('App'), composition('apps', 'App', [step, 'function-auto-ready'])];
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  await kubectl(['wait', '--for=condition=Ready', '--timeout=60s', 'compositeresourcedefinition/apps.example.org', 'composition/apps']);
}

const keys = Array.from({ length: children }, (_, index) => `map-${index}`);

const patches = {
  name: 'function-patch-and-transform',
  more: {
    input: {
      apiVersion: 'pt.fn.evenkeel.dev/v1beta1',
      kind: 'Resources',
      resources: keys.map((name, index) => ({
        name,
        base: configMap({ index: String(index) }),
        patches: [
          { type: 'FromCompositeFieldPath', fromFieldPath: 'spec.text', toFieldPath: 'data.text' },
          { type: 'FromCompositeFieldPath', fromFieldPath: 'metadata.name', toFieldPath: 'data.owner' },
          ...(index === 0 ? [{ type: 'ToCompositeFieldPath', fromFieldPath: 'data.text', toFieldPath: 'status.summary' }] : []),
        ],
        readinessChecks: [{ type: 'None' }],
      })),
    },
  },
} satisfies { readonly name: string; readonly more: JsonObject };

const program = {
  name: 'function-typescript',
  more: {
    input: {
      apiVersion: 'typescript.fn.evenkeel.dev/v1beta1',
      kind: 'Program',
      spec: {
        source: `
const keys = ${JSON.stringify(keys)};
export default ({ composite, observed }) => ({
  resources: Object.fromEntries(keys.map((key, index) => [
    key,
    { apiVersion: 'v1', kind: 'ConfigMap', data: { index: String(index), text: composite.spec.text, owner: composite.metadata.name } },
  ])),
  status: { summary: observed['map-0']?.resource.data.text },
});`,
      },
    },
  },
} satisfies { readonly name: string; readonly more: JsonObject };
