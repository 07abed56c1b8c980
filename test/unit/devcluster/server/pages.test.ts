import assert from 'node:assert/strict';
import type { ServedDevApi } from '../../../support/devcluster/served-dev-api.ts';
import { serveDevApi } from '../../../support/devcluster/served-dev-api.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const configMaps = '/api/v1/namespaces/default/configmaps';
const names = Array.from({ length: 7 }, (_, index) => `item-${index}`);
const changesPerResource = 10;
const json = { 'content-type': 'application/json' };

interface Page {
  readonly names: readonly string[];
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string; readonly remainingItemCount?: number };
}

describe('a list in pages over HTTPS', () => {
  let server: ServedDevApi;

  beforeEach(async () => {
    server = await serveDevApi(new FakeClock(), { changesPerResource });
    for (const name of names) await create(name, name === 'item-6' ? {} : { of: 'six' });
  });

  afterEach(() => server.close());

  const create = (name: string, labels: object = {}) =>
    server.ask(configMaps, { method: 'POST', headers: json, body: JSON.stringify({ metadata: { name, labels } }) });

  async function page(query: Readonly<Record<string, string>>, accept = 'application/json'): Promise<Page> {
    const { status, json: list } = await server.ask(`${configMaps}?${String(new URLSearchParams(query))}`, { headers: { accept } });
    assert.equal(status, 200);
    const { items = [], rows = [], metadata } = list as { items?: Named[]; rows?: { object: Named }[]; metadata: Page['metadata'] };
    return { names: [...items, ...rows.map(({ object }) => object)].map((item) => item.metadata.name), metadata };
  }

  interface Named {
    readonly metadata: { readonly name: string };
  }

  /** All pages of a list from its first. */
  async function pages(query: Readonly<Record<string, string>>, accept?: string): Promise<readonly Page[]> {
    const all = [await page(query, accept)];
    for (let last = all.at(-1); last?.metadata.continue !== undefined; last = all.at(-1))
      all.push(await page({ ...query, continue: last.metadata.continue }, accept));
    return all;
  }

  it('says how many there are still, and is of one revision', async () => {
    const all = await pages({ limit: '3' });
    assert.deepEqual(
      all.map((one) => [one.names, one.metadata.remainingItemCount]),
      [
        [names.slice(0, 3), 4],
        [names.slice(3, 6), 1],
        [names.slice(6), undefined],
      ],
    );
    assert.equal(new Set(all.map(({ metadata }) => metadata.resourceVersion)).size, 1);
  });

  it('does not say how many when it is of a selection, whose pages are full all the same', async () => {
    const all = await pages({ limit: '4', labelSelector: 'of=six' });
    assert.deepEqual(
      all.map((one) => [one.names, one.metadata.remainingItemCount]),
      [
        [names.slice(0, 4), undefined],
        [names.slice(4, 6), undefined],
      ],
    );
  });

  it('comes as tables too', async () => {
    const all = await pages({ limit: '5' }, 'application/json;as=Table;v=v1;g=meta.k8s.io');
    assert.deepEqual(
      all.map((one) => one.names),
      [names.slice(0, 5), names.slice(5)],
    );
  });

  it('shows what was there when it began', async () => {
    const first = await page({ limit: '3' });
    await create('item-3a');
    await server.ask(`${configMaps}/item-4`, { method: 'DELETE' });
    const rest = await page({ limit: '10', continue: first.metadata.continue ?? '' });
    assert.deepEqual(rest.names, names.slice(3));
    assert.equal(rest.metadata.resourceVersion, first.metadata.resourceVersion);
  });

  it('of a revision that is forgotten is refused with 410', async () => {
    const first = await page({ limit: '3' });
    for (let index = 0; index <= changesPerResource; index += 1) await create(`later-${index}`);
    const query = new URLSearchParams({ limit: '3', continue: first.metadata.continue ?? '' });
    const { status, json: refused } = await server.ask(`${configMaps}?${String(query)}`);
    assert.deepEqual([status, refused['code'], refused['reason']], [410, 410, 'Expired']);
  });

  for (const [name, query] of [
    ['a token of its own making', 'limit=3&continue=abc'],
    ['a limit that is no number', 'limit=x'],
  ] as const)
    it(`refuses ${name} with 400`, async () => {
      const { status, json: refused } = await server.ask(`${configMaps}?${query}`);
      assert.deepEqual([status, refused['code']], [400, 400]);
    });
});
