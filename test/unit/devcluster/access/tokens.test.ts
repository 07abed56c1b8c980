import assert from 'node:assert/strict';
import type { DevObject, JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { answerReview } from '../../../../src/devcluster/access/answer-review.ts';
import { createAccess } from '../../../../src/devcluster/access/create-access.ts';
import { issueToken } from '../../../../src/devcluster/access/service-account-tokens.ts';
import { objectOf, textOf } from '../../../../src/devcluster/schema/json-members.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { apiOf, stored } from './support.ts';

const robot = stored('ServiceAccount', 'a/robot', {});
const account = { namespace: 'a', name: 'robot' };

function world(objects: DevObject[] = [robot], key = 1) {
  const clock = new FakeClock();
  const deps = { api: apiOf(objects), clock, key: new Uint8Array(32).fill(key) };
  const access = createAccess({ ...deps, rbac: true, adminToken: 'admin-token' });
  const issue = async (spec: JsonObject = {}): Promise<JsonObject> => objectOf((await issueToken(deps, account, { spec }))['status']);
  return { access, clock, deps, issue, objects };
}

describe('tokens', () => {
  it('of the administrator stand for him', async () => {
    const { access } = world();
    assert.deepEqual(await access.authenticate('admin-token'), {
      username: 'evenkeel-dev-admin',
      groups: ['system:masters', 'system:authenticated'],
    });
  });

  for (const token of ['', 'admin-tokem', 'a.b.c', 'a.b', 'Bearer']) {
    it(`of nobody stand for nobody: '${token}'`, async () => assert.equal(await world().access.authenticate(token), undefined));
  }

  it('of a service account stand for it', async () => {
    const { access, issue } = world();
    const { token, expirationTimestamp } = await issue();
    assert.equal(expirationTimestamp, '2026-01-01T01:00:00Z');
    assert.deepEqual(await access.authenticate(textOf(token)), {
      username: 'system:serviceaccount:a:robot',
      uid: 'uid-a/robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:a', 'system:authenticated'],
    });
  });

  it('end when they expire', async () => {
    const { access, clock, issue } = world();
    const token = textOf((await issue({ expirationSeconds: 600 }))['token']);
    await clock.advance(599_999);
    assert.notEqual(await access.authenticate(token), undefined);
    await clock.advance(1);
    assert.equal(await access.authenticate(token), undefined);
  });

  it('end with the account, also when another of that name follows', async () => {
    const { access, issue, objects } = world([robot]);
    const token = textOf((await issue())['token']);
    objects[0] = stored('ServiceAccount', 'a/robot', { metadata: { uid: 'another' } });
    assert.equal(await access.authenticate(token), undefined);
    objects.length = 0;
    assert.equal(await access.authenticate(token), undefined);
  });

  it('that another key signed, or that were changed, stand for nobody', async () => {
    const token = textOf((await world([robot], 2).issue())['token']);
    assert.equal(await world().access.authenticate(token), undefined);
    const { access, issue } = world();
    const [head, payload, signature] = textOf((await issue())['token']).split('.');
    const claims = Buffer.from(payload ?? '', 'base64url')
      .toString()
      .replace('robot', 'admin');
    assert.equal(await access.authenticate(`${head}.${Buffer.from(claims).toString('base64url')}.${signature}`), undefined);
  });

  it('for others are no good here, but for those others', async () => {
    const { access, issue } = world();
    const token = textOf((await issue({ audiences: ['vault'] }))['token']);
    assert.equal(await access.authenticate(token), undefined);
    const review = (audiences: readonly string[]): Promise<JsonObject> =>
      answerReview({ kind: 'TokenReview', spec: { token, audiences } }, { access, caller: { username: 'x', groups: [] } });
    const status = objectOf((await review(['vault', 'other']))['status']);
    assert.deepEqual([status['authenticated'], status['audiences']], [true, ['vault']]);
    assert.deepEqual((await review([]))['status'], { user: {}, error: 'invalid bearer token' });
  });

  it('are not made for less than ten minutes, nor for an account that is not there', async () => {
    await assert.rejects(world().issue({ expirationSeconds: 599 }), {
      code: 422,
      message: /spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes/u,
    });
    await assert.rejects(world([]).issue(), { code: 404 });
  });
});
