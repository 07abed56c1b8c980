import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';
import { compileLabelSelector } from '../../../../src/devcluster/store/label-selector.ts';

const object = (labels?: JsonObject) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', uid: '1', resourceVersion: '1', creationTimestamp: '', ...(labels === undefined ? {} : { labels }) },
});

describe('label selector', () => {
  const labels = { app: 'web', tier: 'front', 'example.com/rank': '7', empty: '' };
  for (const [selector, expected] of [
    ['', true],
    ['app=web', true],
    ['app==web', true],
    ['app = web , tier', true],
    ['app!=web', false],
    ['other!=web', true],
    ['app in (db, web)', true],
    ['app in (db,)', false],
    ['app notin (db)', true],
    ['app notin (web)', false],
    ['other notin (web)', true],
    ['other in (web)', false],
    ['other', false],
    ['!other', true],
    ['!app', false],
    ['example.com/rank>6', true],
    ['example.com/rank<7', false],
    ['other<7', false],
    ['empty=', true],
    ['empty=,app=web', true],
    ['app=web,tier=back', false],
  ] as const) {
    it(`${selector === '' ? '(empty)' : selector}: ${expected ? 'selects' : 'does not select'}`, () => {
      assert.equal(compileLabelSelector(selector)(object(labels)), expected);
    });
  }

  it('selects by absence where there are no labels at all', () => {
    assert.deepEqual([compileLabelSelector('!a')(object()), compileLabelSelector('a')(object())], [true, false]);
  });

  // Texts of kube-apiserver 1.35.
  for (const [selector, message] of [
    ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['a in b', "unable to parse requirement: found 'b' expected: '('"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b,', "found '', expected: identifier after ','"],
    ['=b', "found '=', expected: !, identifier, or 'end of string'"],
    ['a=b=c', "found '=', expected: ',' or 'end of string'"],
  ] as const) {
    it(`refuses ${selector}`, () => {
      assert.throws(() => compileLabelSelector(selector), { code: 400, reason: 'BadRequest', message });
    });
  }

  for (const selector of ['-a', 'A/b/c', 'A_/b', 'a=-', `a=${'x'.repeat(64)}`]) {
    it(`refuses ${selector}: no label is like that`, () => {
      assert.throws(() => compileLabelSelector(selector), { code: 400, message: /^unable to parse requirement: .*Invalid value/u });
    });
  }
});
