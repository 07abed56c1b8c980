import assert from 'node:assert/strict';
import { listRequest, watchRequest } from '../../../../src/devcluster/server/list-options.ts';

const { signal } = new AbortController();
const matchField = 'resourceVersionMatch: ';

describe('options of lists and watches', () => {
  it('reads those of a list', () => {
    const query = new URLSearchParams('limit=500&continue=t&labelSelector=a%3Db&fieldSelector=metadata.name%3Dx&resourceVersion=0');
    assert.deepEqual(listRequest(query, 'ns'), {
      namespace: 'ns',
      limit: 500,
      continue: 't',
      labelSelector: 'a=b',
      fieldSelector: 'metadata.name=x',
      resourceVersion: '0',
    });
  });

  it('reads those of a watch', () => {
    const query = new URLSearchParams(
      'watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=7',
    );
    assert.deepEqual(watchRequest(query, undefined, signal), {
      allowWatchBookmarks: true,
      sendInitialEvents: true,
      timeoutSeconds: 7,
      signal,
    });
  });

  // What kube-apiserver 1.35 answers.
  const refused = [
    ['list', 'sendInitialEvents=true', 422, 'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list'],
    [
      'list',
      'resourceVersionMatch=Exact',
      422,
      `${matchField}Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided`,
    ],
    [
      'list',
      'resourceVersionMatch=Exact&resourceVersion=0',
      422,
      `${matchField}Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"`,
    ],
    [
      'list',
      'resourceVersionMatch=Foo&resourceVersion=5',
      422,
      `${matchField}Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""`,
    ],
    [
      'list',
      'continue=abc&resourceVersionMatch=Exact',
      422,
      `[${matchField}Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided, ${matchField}Forbidden: resourceVersionMatch is forbidden when continue is provided]`,
    ],
    ['list', 'limit=foo', 400, undefined],
    [
      'watch',
      'sendInitialEvents=true',
      422,
      `${matchField}Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan`,
    ],
    [
      'watch',
      'resourceVersionMatch=Exact&resourceVersion=3',
      422,
      `[${matchField}Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided, ${matchField}Unsupported value: "Exact": supported values: "NotOlderThan"]`,
    ],
    ['watch', 'timeoutSeconds=abc', 400, undefined],
  ] as const;
  for (const [verb, text, code, problem] of refused) {
    it(`refuses a ${verb} with ${text}`, () => {
      const query = new URLSearchParams(text);
      const message = problem === undefined ? /invalid syntax/ : `ListOptions.meta.k8s.io "" is invalid: ${problem}`;
      assert.throws(() => (verb === 'list' ? listRequest(query, 'ns') : watchRequest(query, 'ns', signal)), { code, message });
    });
  }
});
