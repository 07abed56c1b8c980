import { isObject, type JsonObject } from '../../src/base/json.ts';
import { install } from '../../src/cli/dev/install.ts';
import { createSchemaChecks } from '../../src/cli/run/schema-checks.ts';
import { CompositionController, type CompositionControllerOptions } from '../../src/composition/controller/composition-controller.ts';
import type {
  FunctionRequest,
  FunctionResource,
  FunctionResponse,
  PipelineFunction,
} from '../../src/composition/function/pipeline-function.ts';
import type { JournalRecord } from '../../src/devcluster/api/journal.ts';
import { createInProcessClient } from '../../src/devcluster/client/in-process-client.ts';
import { discoveryOf } from '../../src/devcluster/client/discovery-of.ts';
import { runControllers } from '../../src/devcluster/controllers/run-controllers.ts';
import { createStandardDevApi } from '../../src/devcluster/create-standard-dev-api.ts';
import { HashKey } from '../../src/engine/secrets/hash-key.ts';
import { createSecretStore, secretType } from '../../src/engine/secrets/watched-secret-store.ts';
import type { KubernetesClient } from '../../src/kubernetes/client.ts';
import { createWorkQueue } from '../../src/kubernetes/create-work-queue.ts';
import type { EventText } from '../../src/kubernetes/event-body.ts';
import type { KubernetesObject, ResourceType } from '../../src/kubernetes/object.ts';
import { createObjectWatches } from '../../src/kubernetes/object-watches.ts';
import { memoryJournal } from '../simulation/support/memory-journal.ts';
import { FakeClock } from './fake-clock.ts';
import { recordingLogger } from './recording-logger.ts';
import { seededRandom } from './seeded-random.ts';

/** One write to the API server: `POST ConfigMap name`. */
export type Write = string;

/** The types that the tests write and read. */
const types = {
  CompositeResourceDefinition: ['apiextensions.evenkeel.dev', 'v1', 'compositeresourcedefinitions', false],
  Composition: ['apiextensions.evenkeel.dev', 'v1', 'compositions', false],
  CompositionRevision: ['apiextensions.evenkeel.dev', 'v1', 'compositionrevisions', false],
  Function: ['apiextensions.evenkeel.dev', 'v1', 'functions', false],
  EnvironmentConfig: ['apiextensions.evenkeel.dev', 'v1', 'environmentconfigs', false],
  CustomResourceDefinition: ['apiextensions.k8s.io', 'v1', 'customresourcedefinitions', false],
  ConfigMap: ['', 'v1', 'configmaps', true],
  Secret: ['', 'v1', 'secrets', true],
  Namespace: ['', 'v1', 'namespaces', false],
  App: ['example.org', 'v1', 'apps', true],
  Platform: ['example.org', 'v1', 'platforms', false],
  Suite: ['example.org', 'v1', 'suites', true],
} as const satisfies Readonly<Record<string, readonly [string, string, string, boolean]>>;

/** A kind of the tests. */
export type TestKind = keyof typeof types;

export function testType(kind: TestKind): ResourceType {
  const [group, version, plural, namespaced] = types[kind];
  return { group, version, kind, plural, namespaced };
}

/** What a test's own function makes of a request; resources by key. */
export type Compose = (request: FunctionRequest) => Readonly<Record<string, JsonObject>> | Partial<FunctionResponse>;

/** A function of a test. Children without conditions are ready when they are there. */
export function testFunction(compose: Compose): PipelineFunction {
  return {
    run: (request) => {
      const made = compose(request);
      const response = {
        desired: request.desired,
        context: request.context,
        results: [],
        conditions: [],
        requirements: { resources: {}, schemas: {} },
      };
      if ('desired' in made || 'results' in made || 'requirements' in made)
        return Promise.resolve({ ...response, ...made } as FunctionResponse);
      const resources = Object.fromEntries(
        Object.entries(made as Readonly<Record<string, JsonObject>>).map(([key, resource]): [string, FunctionResource] => [
          key,
          { resource, connectionDetails: {}, ready: readyOf(request.observed.resources[key]?.resource) },
        ]),
      );
      return Promise.resolve({ ...response, desired: { ...request.desired, resources: { ...request.desired.resources, ...resources } } });
    },
  };
}

let installed: readonly JournalRecord[] | undefined;

/** What a fresh dev API server with our CRDs holds; made once, since it is always the same. */
async function installedRecords(): Promise<readonly JournalRecord[]> {
  if (installed !== undefined) return installed;
  const journal = memoryJournal();
  const api = await createStandardDevApi({ clock: new FakeClock(), random: seededRandom(1), journal });
  await install(createInProcessClient(api), 'http://simulator.invalid');
  await api.close();
  installed = journal.records;
  return installed;
}

function readyOf(observed: JsonObject | undefined): FunctionResource['ready'] {
  if (observed === undefined) return 'unspecified';
  const status = observed['status'];
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  if (!Array.isArray(conditions)) return 'true';
  return conditions.some((each) => isObject(each) && each['type'] === 'Ready' && each['status'] === 'True') ? 'true' : 'false';
}

/** How a world is made. */
export interface CompositionWorldOptions {
  readonly builtin: Readonly<Record<string, PipelineFunction>>;
  readonly open?: CompositionControllerOptions['open'];
}

/** The dev API server and the composition controller under a clock that stands still until it is moved. */
export class CompositionWorld {
  readonly clock = new FakeClock();
  readonly writes: Write[] = [];
  readonly events: EventText[] = [];
  readonly log = recordingLogger();
  readonly client: KubernetesClient;
  /** Runs of pipelines so far. */
  runs = 0;
  readonly #stop = new AbortController();
  readonly #done: Promise<unknown>;
  readonly #api: Awaited<ReturnType<typeof createStandardDevApi>>;

  private constructor(api: Awaited<ReturnType<typeof createStandardDevApi>>, clock: FakeClock, options: CompositionWorldOptions) {
    this.#api = api;
    this.clock = clock;
    this.client = createInProcessClient(api);
    const random = seededRandom(7);
    const context = { client: this.#recorded(), clock, random, logger: this.log, discovery: discoveryOf(api) };
    const watches = createObjectWatches({ ...context, type: secretType });
    const controller: CompositionController = new CompositionController({
      ...context,
      ...options,
      open: options.open ?? notRemote,
      queue: createWorkQueue(context),
      concurrency: 4,
      functionTimeoutMs: 20_000,
      checks: createSchemaChecks(),
      secrets: createSecretStore({
        ...context,
        watches,
        hashKey: new HashKey({ ...context, namespace: 'evenkeel-system', randomBytes: (size) => Buffer.alloc(size) }),
        randomBytes: (size) => Buffer.alloc(size),
        onChange: (readers) => controller.secretChanged(readers),
      }),
      shared: () => undefined,
      mayWrite: () => true,
      record: (_object, event) => this.events.push(event),
      metrics: { pass: () => undefined, pipelineRan: () => (this.runs += 1) },
    });
    const { signal } = this.#stop;
    this.#done = Promise.all([
      watches.run(signal),
      controller.watch(signal),
      controller.work(signal, new AbortController().signal),
      runControllers({ ...context, client: this.client }, signal),
    ]);
  }

  static async make(options: CompositionWorldOptions): Promise<CompositionWorld> {
    const clock = new FakeClock();
    const api = await createStandardDevApi({ clock, random: seededRandom(1), journal: memoryJournal(await installedRecords()) });
    return new CompositionWorld(api, clock, options);
  }

  /** Applies objects as kubectl does, in another's name. */
  async apply(...objects: readonly JsonObject[]): Promise<void> {
    for (const object of objects) {
      const type = testType(String(object['kind']) as TestKind);
      await this.client.patch(type, nameOf(object), object, { kind: 'apply', fieldManager: 'kubectl', force: true });
    }
  }

  get(kind: TestKind, name: string, namespace = 'default'): Promise<KubernetesObject | undefined> {
    const type = testType(kind);
    return this.client.get(type, { name, ...(type.namespaced ? { namespace } : {}) }).catch(() => undefined);
  }

  async list(kind: TestKind): Promise<readonly KubernetesObject[]> {
    return (await this.client.list(testType(kind), {})).items;
  }

  /** A condition as `True Reason: message`. */
  async condition(kind: TestKind, name: string, type: string): Promise<string | undefined> {
    const status = (await this.get(kind, name))?.['status'];
    const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
    const found: unknown = Array.isArray(conditions) ? conditions.find((each) => isObject(each) && each['type'] === type) : undefined;
    if (!isObject(found)) return undefined;
    return `${String(found['status'])} ${String(found['reason'])}${found['message'] === '' ? '' : `: ${String(found['message'])}`}`;
  }

  /** Moves time on until all has come to rest. */
  settle(ms = 5_000): Promise<void> {
    return this.clock.advance(ms);
  }

  /** What is written from now on. */
  async writesDuring(run: () => Promise<unknown>): Promise<readonly Write[]> {
    const before = this.writes.length;
    await run();
    return this.writes.slice(before);
  }

  async end(): Promise<void> {
    this.#stop.abort(new Error('the test is over'));
    let ended = false;
    const done = this.#done.then(() => (ended = true));
    while (!ended) await this.clock.advance(1_000);
    await done;
    await this.#api.close();
  }

  #recorded(): KubernetesClient {
    const { client, writes } = this;
    const note = (verb: string, type: ResourceType, name: string): void => void writes.push(`${verb} ${type.kind} ${name}`);
    return {
      get: (...args) => client.get(...args),
      managedFields: (...args) => client.managedFields(...args),
      list: (...args) => client.list(...args),
      watch: (...args) => client.watch(...args),
      create: (type, object, manager) => {
        note('POST', type, nameOf(object as JsonObject).name);
        return client.create(type, object, manager);
      },
      update: (type, name, ...rest) => {
        note('PUT', type, name.name);
        return client.update(type, name, ...rest);
      },
      patch: (type, name, body, options) => {
        note(`PATCH${options.subresource === undefined ? '' : `/${options.subresource}`}`, type, name.name);
        return client.patch(type, name, body, options);
      },
      delete: (type, name, options) => {
        note('DELETE', type, name.name);
        return client.delete(type, name, options);
      },
    };
  }
}

function notRemote(): never {
  throw new Error('this world has no remote functions');
}

function nameOf(object: JsonObject): { readonly name: string; readonly namespace?: string } {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const namespace = metadata['namespace'];
  return { name: String(metadata['name']), ...(typeof namespace === 'string' ? { namespace } : {}) };
}
