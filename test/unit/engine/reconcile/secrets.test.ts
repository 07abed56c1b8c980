import assert from 'node:assert/strict';
import { isObject } from '../../../../src/base/json.ts';
import { secretType } from '../../../../src/engine/secrets/watched-secret-store.ts';
import { EngineHarness } from '../../../support/engine-harness.ts';
import type { Fault, FaultKind } from '../../../support/engine-harness/faults.ts';
import { fakeKinds } from '../../../support/fake-kinds.ts';

const { base } = fakeKinds;
const reference = { name: 'password', key: 'value' };
const generated = { size: 1, autoGeneratePassword: true, passwordSecretRef: reference };

describe('A password', () => {
  let harness: EngineHarness;

  beforeEach(() => {
    harness = new EngineHarness();
  });

  afterEach(() => harness.stop());

  function put(name: string, values: Readonly<Record<string, string>>): void {
    const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
    harness.api.put(secretType, { metadata: { name, namespace: 'team' }, data });
  }

  function stored(name: string, key: string): string | undefined {
    const data = harness.api.peek(secretType, `team/${name}`)?.['data'];
    const text = isObject(data) ? data[key] : undefined;
    return typeof text === 'string' ? Buffer.from(text, 'base64').toString() : undefined;
  }

  it('that we make is written to its Secret before it is sent, and owned by the object', async () => {
    let writtenFirst: string | undefined;
    const run = harness.cloud.run.bind(harness.cloud);
    harness.cloud.run = (call): Readonly<Record<string, unknown>> => {
      if (call.operation === 'CreateBase') writtenFirst = stored('password', 'value');
      return run(call);
    };
    harness.apply(base, 'one', generated, { spec: { writeConnectionSecretToRef: { name: 'connection' } } });
    await harness.untilReady(base, 'one');
    const resource = harness.cloud.find('one');
    assert.ok(writtenFirst !== undefined && writtenFirst.length >= 20);
    assert.equal(resource?.password, writtenFirst);
    assert.equal(resource?.passwordsSent, 1);
    const { uid } = harness.present(base, 'one').metadata;
    for (const name of ['password', 'connection'])
      assert.equal(harness.api.peek(secretType, `team/${name}`)?.metadata.ownerReferences?.[0]?.uid, uid);
    assert.equal(stored('connection', 'password'), writtenFirst);
    assert.equal(stored('connection', 'endpoint'), 'one.fake');
  });

  it('that the user changes is sent once, also across a restart', async () => {
    put('password', { value: 'first' });
    harness.apply(base, 'one', { size: 1, passwordSecretRef: reference }, { spec: { writeConnectionSecretToRef: { name: 'connection' } } });
    await harness.untilReady(base, 'one');
    assert.equal(harness.cloud.find('one')?.password, 'first');
    put('password', { value: 'second' });
    await harness.advance(5_000);
    assert.equal(harness.cloud.find('one')?.password, 'second');
    assert.equal(stored('connection', 'password'), 'second');
    harness.restart();
    await harness.advance(3_600_000);
    assert.equal(harness.cloud.find('one')?.passwordsSent, 2);
    put('password', { value: 'third' });
    harness.restart();
    await harness.advance(60_000);
    assert.equal(harness.cloud.find('one')?.password, 'third');
    assert.equal(harness.cloud.find('one')?.passwordsSent, 3);
  });

  it('that changed is sent once though the cloud does not show the resource for a while', async () => {
    put('password', { value: 'first' });
    harness.apply(base, 'one', { size: 1, passwordSecretRef: reference });
    await harness.untilReady(base, 'one');
    put('password', { value: 'second' });
    const read = harness.cloud.read.bind(harness.cloud);
    const until = harness.clock.now() + 40_000;
    harness.cloud.read = (type, name, at) =>
      at > harness.clock.now() - 1 && harness.cloud.calls.at(-1)?.operation === 'ModifyBase' && at < until
        ? undefined
        : read(type, name, at);
    await harness.advance(120_000);
    assert.equal(harness.cloud.find('one')?.password, 'second');
    assert.equal(harness.cloud.find('one')?.passwordsSent, 2);
    assert.equal(harness.isReady(base, 'one'), true);
  });

  for (const how of ['crashBefore', 'crashAfter', 'lost', 'dropped'] satisfies FaultKind[]) {
    it(`that changed reaches the cloud, twice at most, when its call is ${how}`, async () => {
      put('password', { value: 'first' });
      harness.apply(base, 'one', { size: 1, passwordSecretRef: reference });
      await harness.untilReady(base, 'one');
      const fault: Fault = { where: 'call', at: 1, how };
      harness.arm(fault);
      harness.revive = true;
      put('password', { value: 'second' });
      await harness.advance(600_000);
      assert.equal(harness.cloud.find('one')?.password, 'second');
      const sent = harness.cloud.find('one')?.passwordsSent ?? 0;
      assert.ok(sent <= (how === 'crashAfter' || how === 'lost' ? 3 : 2), `${sent} passwords`);
    });
  }

  it('that changed while a create call was in doubt is sent to what that made', async () => {
    put('password', { value: 'first' });
    await harness.clock.settle();
    harness.arm({ where: 'call', at: 1, how: 'lost' });
    harness.cloud.hiddenMs = 20_000;
    harness.apply(base, 'one', { size: 1, passwordSecretRef: reference });
    await harness.clock.settle();
    harness.stop();
    put('password', { value: 'second' });
    harness.restart();
    await harness.untilReady(base, 'one');
    assert.equal(harness.cloud.find('one')?.password, 'second');
  });

  it('whose Secret is missing is waited for by name, and holds nothing back that runs', async () => {
    harness.apply(base, 'one', { size: 1, passwordSecretRef: reference });
    await harness.advance(5_000);
    assert.equal(harness.condition(base, 'one', 'Reconciling')?.message, 'forProvider.passwordSecretRef: Secret password does not exist');
    put('password', { other: 'x' });
    await harness.advance(1_000);
    assert.equal(harness.condition(base, 'one', 'Reconciling')?.message, 'forProvider.passwordSecretRef: Secret password has no key value');
    put('password', { value: 'first' });
    await harness.untilReady(base, 'one', 60_000);
    harness.api.remove(secretType, 'team/password');
    await harness.advance(60_000);
    assert.equal(harness.isReady(base, 'one'), true);
    assert.equal(harness.cloud.find('one')?.passwordsSent, 1);
  });

  it('that spec names no more is watched no longer, nor is a connection Secret', async () => {
    put('password', { value: 'first' });
    put('other', { value: 'first' });
    await harness.advance(1_000);
    const watches = harness.api.openWatches;
    harness.apply(base, 'one', { size: 1, passwordSecretRef: reference }, { spec: { writeConnectionSecretToRef: { name: 'connection' } } });
    await harness.untilReady(base, 'one');
    assert.equal(harness.api.openWatches, watches + 2);
    harness.apply(base, 'one', { size: 1, passwordSecretRef: { ...reference, name: 'other' } });
    await harness.untilReady(base, 'one');
    assert.equal(harness.api.openWatches, watches + 1);
    put('other', { value: 'second' });
    await harness.advance(5_000);
    assert.equal(harness.cloud.find('one')?.password, 'second');
  });

  it('of another namespace is refused, and not read', async () => {
    harness.apply(base, 'one', { size: 1, passwordSecretRef: { ...reference, namespace: 'rivals' } });
    await harness.advance(5_000);
    assert.equal(harness.condition(base, 'one', 'Stalled')?.reason, 'SecretNotAllowed');
    assert.deepEqual(harness.cloud.calls, []);
    assert.deepEqual(
      harness.api.calls.filter(({ type, verb }) => type.kind === 'Secret' && verb !== 'create'),
      [],
    );
  });

  it('that we should make is not written over a Secret of someone else', async () => {
    put('password', { other: 'x' });
    harness.apply(base, 'one', generated);
    await harness.advance(5_000);
    assert.equal(harness.condition(base, 'one', 'Stalled')?.reason, 'SecretNotOurs');
    assert.equal(stored('password', 'value'), undefined);
    assert.deepEqual(harness.cloud.calls, []);
  });

  it('is taken from a Secret of someone else that has it, though we were asked to make one', async () => {
    put('password', { value: 'given' });
    harness.apply(base, 'one', generated);
    await harness.untilReady(base, 'one');
    assert.equal(harness.cloud.find('one')?.password, 'given');
  });

  it('stands nowhere in plain text but in Secrets', async () => {
    put('password', { value: 'canary-value' });
    harness.apply(base, 'one', { size: 1, passwordSecretRef: reference }, { spec: { writeConnectionSecretToRef: { name: 'connection' } } });
    await harness.untilReady(base, 'one');
    put('password', { value: 'canary-value-2' });
    await harness.advance(5_000);
    const seen = JSON.stringify([
      harness.present(base, 'one'),
      harness.events,
      harness.cloud.calls.map(({ operation, input }) => [operation, String(input['password'])]),
    ]);
    assert.doesNotMatch(seen, /canary/);
  });
});

describe('A connection Secret', () => {
  it('of someone else is left alone, and the object says so', async () => {
    const harness = new EngineHarness();
    harness.api.put(secretType, { metadata: { name: 'connection', namespace: 'team' }, data: { username: 'eA==' } });
    harness.apply(base, 'one', { size: 1 }, { spec: { writeConnectionSecretToRef: { name: 'connection' } } });
    await harness.advance(90_000);
    assert.equal(harness.condition(base, 'one', 'Stalled')?.reason, 'SecretNotOurs');
    assert.deepEqual(harness.api.peek(secretType, 'team/connection')?.['data'], { username: 'eA==' });
    harness.api.remove(secretType, 'team/connection');
    await harness.untilReady(base, 'one', 60_000);
    harness.stop();
  });

  it('that was deleted comes back; in a namespace on its way out none is written', async () => {
    const harness = new EngineHarness();
    harness.apply(base, 'one', { size: 1 }, { spec: { writeConnectionSecretToRef: { name: 'connection' } } });
    await harness.untilReady(base, 'one');
    harness.api.remove(secretType, 'team/connection');
    await harness.advance(5_000);
    assert.ok(harness.api.peek(secretType, 'team/connection'));
    harness.namespacesTerminating.add('team');
    harness.api.remove(secretType, 'team/connection');
    await harness.advance(60_000);
    assert.equal(harness.api.peek(secretType, 'team/connection'), undefined);
    harness.stop();
  });
});
