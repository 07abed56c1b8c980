import assert from 'node:assert/strict';
import { parseBenchOptions } from '../../../../hack/bench/options.ts';

describe('the flags of the bench', () => {
  it('ask for 1,000 and 10,000 pairs, at AWS rates for 1,000, unless told', () => {
    const { pairs, publishedPairs, peerPairs, apiServer, program, onMoto } = parseBenchOptions([]);
    assert.deepEqual({ pairs, publishedPairs, peerPairs }, { pairs: [1_000, 10_000], publishedPairs: [1_000], peerPairs: 1_000 });
    assert.deepEqual({ apiServer, program, onMoto }, { apiServer: 'dev', program: 'bundle', onMoto: undefined });
  });

  it('leave out what is 0', () => {
    const { pairs, publishedPairs, peerPairs } = parseBenchOptions(['--pairs=0', '--published-pairs=0', '--peer-pairs=0']);
    assert.deepEqual({ pairs, publishedPairs, peerPairs }, { pairs: [], publishedPairs: [], peerPairs: 0 });
  });

  const refused = [
    { args: ['--pairs=ten'], says: /--pairs ten: a whole number/ },
    { args: ['--pairs=1,'], says: /--pairs : a whole number/ },
    { args: ['--vpcs=501'], says: /--vpcs 501: a whole number from 1 to 500/ },
    { args: ['--api-server=k3s'], says: /--api-server k3s: one of dev, kube-apiserver/ },
    { args: ['--output=xml'], says: /--output xml: one of table, json/ },
    { args: ['--pears=1'], says: /--pears/ },
  ];
  for (const { args, says } of refused) it(`are refused: ${args.join(' ')}`, () => assert.throws(() => parseBenchOptions(args), says));
});
