import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Random } from '../../../src/base/random.ts';
import type { HttpClient } from '../../../src/kubernetes/http/http-client.ts';
import type { KubernetesObject } from '../../../src/kubernetes/object.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { clientOf, withFolder } from './support/dev-folder.ts';
import { startDev, startScript, type DevProcess } from './support/dev-process.ts';
import { configMaps, writeUntilCut, type Known } from './support/writers.ts';

const apiProcess = fileURLToPath(new URL('support/api-process.ts', import.meta.url));
const seed = 20_260_401;
const rounds = 50;
/** Every tenth round runs all of `evenkeel dev`, the first one among them. */
const wholeEvery = 10;
const writers = 6;
const namesOfEach = 10;
const longestMs = 250;

async function start(folder: string, round: number): Promise<DevProcess> {
  const isWhole = round % wholeEvery === 0;
  const dev = isWhole ? startDev(['--dir', folder]) : startScript(apiProcess, [folder]);
  await dev.says(isWhole ? 'Ctrl-C' : 'serves');
  return dev;
}

/** Writers in parallel until the process is killed under them. */
async function writeAndKill(client: HttpClient, dev: DevProcess, known: Map<string, Known>, random: Random): Promise<void> {
  const stop = new AbortController();
  const running = Array.from({ length: writers }, (_, writer) => {
    const names = Array.from({ length: namesOfEach }, (_none, index) => `w${writer}-${index}`);
    return writeUntilCut(client, names, known, { random, stop: stop.signal });
  });
  const killed = delay(random() * longestMs).then(async () => {
    stop.abort();
    dev.signal('SIGKILL');
    assert.equal((await dev.ended).status, 'SIGKILL');
  });
  await Promise.all([killed, ...running]);
}

const revisionOf = (object: KubernetesObject | undefined): number => Number(object?.metadata.resourceVersion ?? 0);

/** What was acknowledged is there to the letter; what was not answered was done or was not. */
function check(name: string, { object, open }: Known, found: KubernetesObject | undefined): void {
  if (!open) return assert.deepEqual(found, object, name);
  const isAsBefore = revisionOf(found) === revisionOf(object);
  if (isAsBefore) assert.deepEqual(found, object, name);
  else if (object !== undefined && found !== undefined) {
    assert.equal(found.metadata.uid, object.metadata.uid, name);
    assert.ok(revisionOf(found) > revisionOf(object), `${name} went back`);
  }
}

describe('evenkeel dev killed with -9 under load', function () {
  this.timeout(300_000);

  it(`${rounds} times, keeps every acknowledged write, and revisions never go back`, () =>
    withFolder(async (folder) => {
      const random = seededRandom(seed);
      const known = new Map<string, Known>();
      let dev = await start(folder, 0);
      const client = await clientOf(folder);
      let [newest, written] = [0, 0];
      for (let round = 1; round <= rounds; round++) {
        await writeAndKill(client, dev, known, random);
        const acknowledged = Math.max(newest, ...[...known.values()].map(({ object }) => revisionOf(object)));
        dev = await start(folder, round);
        const { items, resourceVersion } = await client.list(configMaps, { namespace: 'default' });
        assert.ok(Number(resourceVersion) >= acknowledged, `round ${round}: ${resourceVersion} after ${acknowledged}`);
        written += Number(resourceVersion) - newest;
        newest = Number(resourceVersion);
        const found = new Map(items.map((item) => [item.metadata.name, item]));
        for (const [name, one] of known) {
          check(name, one, found.get(name));
          known.set(name, { object: found.get(name), open: false });
        }
      }
      assert.ok(written > rounds * writers, `only ${written} writes: no load`);
      dev.signal('SIGTERM');
      assert.equal((await dev.ended).status, 0);
    }));
});
