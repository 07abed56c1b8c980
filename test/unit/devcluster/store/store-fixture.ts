import type { DevEvent, DevApi, WatchRequest, WriteOptions } from '../../../../src/devcluster/api/dev-api.ts';
import type { DevObject, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import type { Journal } from '../../../../src/devcluster/api/journal.ts';
import type { ServedResource } from '../../../../src/devcluster/api/served-resource.ts';
import type { ClosableDevApi } from '../../../../src/devcluster/create-standard-dev-api.ts';
import { createStandardDevApi } from '../../../../src/devcluster/create-standard-dev-api.ts';
import { widgetCrd } from '../../../integration/kubernetes/widget.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

/** Past changes that the store keeps: few, so that tests can go past them. */
export const kept = 100;

export const user: WriteOptions = { fieldManager: 'user' };

/** A store with a custom resource, Widgets, of which all but what a test is about is given. */
export interface Fixture {
  readonly api: ClosableDevApi;
  readonly clock: FakeClock;
  readonly widgets: ServedResource;
  make(name: string, more?: JsonObject): Promise<DevObject>;
  merge(name: string, body: JsonObject, options?: Partial<WriteOptions>): Promise<DevObject>;
  names(request?: { readonly labelSelector?: string; readonly fieldSelector?: string }): Promise<readonly string[]>;
  /** Watches until the fixture's clock or the test ends it; what came is in the list. */
  watch(request?: Partial<WatchRequest>): Promise<Watched>;
}

export interface Watched {
  readonly events: DevEvent[];
  readonly done: Promise<void>;
  stop(): void;
  /** `ADDED a`, `MODIFIED a`, ... */
  texts(): readonly string[];
}

export async function openStore(journal?: Journal): Promise<{ readonly api: ClosableDevApi; readonly clock: FakeClock }> {
  const clock = new FakeClock();
  const api = await createStandardDevApi({
    clock,
    random: seededRandom(),
    limits: { changesPerResource: kept },
    ...(journal === undefined ? {} : { journal }),
  });
  return { api, clock };
}

export function resourceOf(api: DevApi, plural: string, version?: string): ServedResource {
  const found = api.resources().find((each) => each.plural === plural && (version === undefined || each.version === version));
  if (found === undefined) throw new Error(`${plural} are not served`);
  return found;
}

export async function storeWithWidgets(crd: JsonObject = widgetCrd, journal?: Journal): Promise<Fixture> {
  const { api, clock } = await openStore(journal);
  await api.create({ resource: resourceOf(api, 'customresourcedefinitions'), name: '' }, crd, user);
  const widgets = resourceOf(api, 'widgets');
  const namespace = 'default';
  return {
    api,
    clock,
    widgets,
    make: (name, more = {}) => api.create({ resource: widgets, namespace, name: '' }, widgetOf(name, more), user),
    async merge(name, body, options = {}) {
      const patched = await api.patch({ resource: widgets, namespace, name }, { type: 'merge', body }, { ...user, ...options });
      return patched.object;
    },
    async names(request = {}) {
      const { items } = await api.list(widgets, request);
      return items.map(({ metadata }) => metadata.name);
    },
    watch: (request = {}) => watch(api, widgets, request),
  };
}

export function widgetOf(name: string, more: JsonObject = {}): JsonObject {
  const { metadata, ...rest } = more;
  return {
    apiVersion: 'test.evenkeel.dev/v1',
    kind: 'Widget',
    spec: { size: 1 },
    ...rest,
    metadata: { ...(metadata as JsonObject | undefined), name },
  };
}

export function metadataOf(event: { readonly object: JsonObject } | undefined): JsonObject {
  return (event?.object['metadata'] ?? {}) as JsonObject;
}

async function watch(api: DevApi, resource: ServedResource, request: Partial<WatchRequest>): Promise<Watched> {
  const stop = new AbortController();
  const stream = await api.watch(resource, { signal: stop.signal, ...request });
  const events: DevEvent[] = [];
  const collect = async (): Promise<void> => {
    for await (const event of stream) events.push(event);
  };
  return {
    events,
    done: collect(),
    stop: () => stop.abort(),
    texts: () => events.map((event) => [event.type, metadataOf(event)['name']].join(' ').trim()),
  };
}
