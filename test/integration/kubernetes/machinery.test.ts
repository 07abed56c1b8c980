import assert from 'node:assert/strict';
import type { Clock } from '../../../src/base/clock.ts';
import { createEventRecorder } from '../../../src/kubernetes/event-recorder.ts';
import { eventType } from '../../../src/kubernetes/event-body.ts';
import { createInformer } from '../../../src/kubernetes/create-informer.ts';
import { createLeaderElector } from '../../../src/kubernetes/leader-elector.ts';
import { createHttpClient } from '../../../src/kubernetes/http/http-client.ts';
import { loadConnection } from '../../../src/kubernetes/http/load-connection.ts';
import { createObjectWatches } from '../../../src/kubernetes/object-watches.ts';
import { leaseSpecOf, leaseType } from '../../../src/kubernetes/lease.ts';
import { poll } from '../../support/poll.ts';
import { recordingLogger } from '../../support/recording-logger.ts';
import type { ApiServer } from './api-server.ts';
import { startApiServer } from './api-server.ts';
import { secretType, widget, widgetType } from './widget.ts';

const namespace = 'test';

/** Real time, since the server's can't be moved. */
const clock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
const common = { clock, random: Math.random };

describe('machinery on a real API server', function () {
  this.timeout(60_000);
  let server: ApiServer;
  let stop: AbortController;
  const tasks: Promise<void>[] = [];

  before(async function () {
    server = await startApiServer(this);
  });

  beforeEach(() => {
    stop = new AbortController();
  });

  afterEach(async () => {
    stop.abort();
    await Promise.all(tasks.splice(0));
  });

  after(() => server?.stop());

  async function grant(user: string, rules: readonly object[]): Promise<void> {
    const rbac = { group: 'rbac.authorization.k8s.io', version: 'v1', namespaced: true };
    const [role, binding] = [
      { ...rbac, kind: 'Role', plural: 'roles' },
      { ...rbac, kind: 'RoleBinding', plural: 'rolebindings' },
    ];
    const typed = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { namespace, name: user } };
    await server.client.create(role, { ...typed, kind: 'Role', rules }, 'test');
    const roleRef = { apiGroup: rbac.group, kind: 'Role', name: user };
    const subjects = [{ apiGroup: rbac.group, kind: 'User', name: user }];
    await server.client.create(binding, { ...typed, kind: 'RoleBinding', roleRef, subjects }, 'test');
  }

  it('keeps a store whole through pages, events, broken connections and a list of its own writes', async () => {
    const { client, relay } = server;
    for (let index = 0; index < 12; index++) await client.create(widgetType, widget(namespace, `w-${index}`), 'test');
    const logger = recordingLogger();
    const informer = createInformer({ ...common, client, type: widgetType, logger, pageSize: 5 });
    tasks.push(informer.run(stop.signal));
    await informer.synced(stop.signal);
    assert.equal(informer.store.list().length, 12);
    const seen: string[] = [];
    informer.onChange(({ old, new: next }) => seen.push(`${old === undefined ? 'none' : 'some'} ${next?.metadata.name ?? 'none'}`));
    const changed = await client.patch(
      widgetType,
      { namespace, name: 'w-1' },
      { spec: { size: 7 } },
      { kind: 'merge', fieldManager: 'test' },
    );
    informer.observe(changed);
    assert.deepEqual(informer.store.get('test/w-1'), changed);
    relay.breakAll();
    await poll('the broken watch to be noticed', () => logger.lines.some((line) => line.message === 'the watch failed'));
    await client.delete(widgetType, { namespace, name: 'w-2' }).catch(() => client.delete(widgetType, { namespace, name: 'w-2' }));
    await client.create(widgetType, widget(namespace, 'w-new'), 'test');
    await poll(
      'the news after the break',
      () => informer.store.get('test/w-2') === undefined && informer.store.get('test/w-new') !== undefined,
    );
    assert.deepEqual(seen, ['some w-1', 'some none', 'none w-new']);
  });

  it('reads a Secret by a watch on its name, with a right to that one alone', async () => {
    const { client } = server;
    await grant('reader', [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['creds'], verbs: ['get', 'list', 'watch'] }]);
    const reader = createHttpClient(await loadConnection({ kubeconfig: server.plane.kubeconfigFor('reader') }));
    const watches = createObjectWatches({ ...common, client: reader, type: secretType, logger: recordingLogger() });
    tasks.push(watches.run(stop.signal));
    const watch = watches.watch({ namespace, name: 'creds' });
    await poll('the first look', () =>
      watch.synced(stop.signal).then(
        () => true,
        () => false,
      ),
    );
    assert.equal(watch.get(), undefined);
    for (const name of ['creds', 'other']) {
      await client.create(secretType, { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, stringData: { a: name } }, 'test');
    }
    await poll('the Secret', () => watch.get() !== undefined);
    assert.deepEqual((watch.get() as unknown as { data: object }).data, { a: Buffer.from('creds').toString('base64') });
    await assert.rejects(watches.watch({ namespace, name: 'other' }).synced(stop.signal), { name: 'ApiError', code: 403 });
    stop.abort();
    await reader.close();
  });

  it('holds one Lease, whose times the server accepts, and gives it up', async () => {
    const { client } = server;
    const electors = ['a', 'b'].map((identity) => {
      const told = Promise.withResolvers<void>();
      const own = new AbortController();
      const elector = createLeaderElector({
        ...common,
        client,
        namespace,
        name: 'controller',
        identity,
        logger: recordingLogger(),
        retryPeriodMs: 100,
        onStartedLeading: async (signal) => {
          told.resolve();
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
        },
      });
      const run = elector.run(own.signal);
      return { elector, told: told.promise, own, run };
    });
    await Promise.race(electors.map((each) => each.told));
    const [leader] = electors.filter((each) => each.elector.holdsLease());
    const [other] = electors.filter((each) => each !== leader);
    assert.equal(other?.elector.holdsLease(), false);
    const first = leaseSpecOf(await client.get(leaseType, { namespace, name: 'controller' }));
    assert.match(first.renewTime, /\.\d{6}Z$/u);
    leader?.own.abort();
    await leader?.run;
    await other?.told;
    assert.equal(leaseSpecOf(await client.get(leaseType, { namespace, name: 'controller' })).leaseTransitions, first.leaseTransitions + 1);
    other?.own.abort();
    await other?.run;
  });

  it('records events that the server accepts, and counts them', async () => {
    const { client } = server;
    const object = await client.create(widgetType, widget(namespace, 'eventful'), 'test');
    const recorder = createEventRecorder({ ...common, client, component: 'evenkeel', logger: recordingLogger() });
    tasks.push(recorder.run(stop.signal));
    for (let times = 0; times < 3; times++) recorder.record(object, { type: 'Normal', reason: 'Created', message: 'made widget-1' });
    const selection = { namespace, fieldSelector: `involvedObject.uid=${object.metadata.uid}` };
    await poll('three of one event', async () => (await client.list(eventType, selection)).items[0]?.['count'] === 3);
    assert.equal((await client.list(eventType, selection)).items.length, 1);
  });
});
