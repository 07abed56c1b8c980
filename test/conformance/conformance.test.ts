import assert from 'node:assert/strict';
import { findBinaries } from '../../hack/control-plane/binaries.ts';
import { applyDefinition } from '../support/devcluster/apply-schema.ts';
import { schemaCase } from '../support/devcluster/schema-cases.ts';
import { poll } from '../support/poll.ts';
import { cannotRunHere } from '../support/requirements.ts';
import { applyScript } from './generated/apply-scripts.ts';
import { collectionOf, schemaScripts } from './generated/schema-scripts.ts';
import { builtinScripts } from './scripts/builtins.ts';
import { crudScripts } from './scripts/crud.ts';
import { definitionScripts } from './scripts/definitions.ts';
import { discoveryScripts } from './scripts/discovery.ts';
import { listScripts } from './scripts/lists.ts';
import { crds, widgetDefinition } from './scripts/objects.ts';
import { patchScripts } from './scripts/patches.ts';
import { statusScripts } from './scripts/status.ts';
import { validationScripts } from './scripts/validation.ts';
import { watchScripts } from './scripts/watches.ts';
import type { Pair } from './support/compare.ts';
import { Comparison } from './support/compare.ts';
import type { Script } from './support/script.ts';
import { startOurs, startReal } from './support/start-servers.ts';

const written = {
  objects: crudScripts,
  'status and scale': statusScripts,
  lists: listScripts,
  watches: watchScripts,
  patches: patchScripts,
  validation: validationScripts,
  definitions: definitionScripts,
  'built-in types': builtinScripts,
  'discovery and tables': discoveryScripts,
} as const satisfies Record<string, readonly Script[]>;

const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
/** Their rules cost more than kube-apiserver allows; the dev API server does not reckon costs. */
const tooCostly: readonly number[] = [6, 50, 52];
const schemas = seeds(83)
  .filter((seed) => !tooCostly.includes(seed))
  .map((seed) => schemaCase(seed, 8));
const generated = {
  'objects of schemas': schemas.flatMap(schemaScripts),
  managers: seeds(1_300).map(applyScript),
} as const satisfies Record<string, readonly Script[]>;

/** Scripts at a time, and lines of a failure. */
const parallel = 6;
const shownLines = 20;

describe('the dev API server answers as kube-apiserver does', function () {
  // Two thousand scripts take a minute on an idle machine; one request that hangs is ended by its own time-out.
  this.timeout(600_000);
  let servers: Pair | undefined;
  let comparison: Comparison;

  before(async function () {
    await findBinaries().catch((error: unknown) => cannotRunHere(this, error instanceof Error ? error.message : String(error)));
    servers = [await startOurs(), await startReal()];
    comparison = new Comparison(servers);
    await define([widgetDefinition, applyDefinition, ...schemas.map(({ crd }) => crd)]);
  });

  after(async () => {
    for (const server of servers ?? []) await server.close();
  });

  /** Makes the definitions on both servers, and waits until all are served. */
  async function define(definitions: readonly object[]): Promise<void> {
    for (const server of servers ?? []) {
      for (const body of definitions) await server.send({ method: 'POST', path: crds, body });
      for (const path of definitions.map(collectionOf)) {
        await poll(`${path} to be served`, async () => (await server.send({ method: 'GET', path })).status === 200, 60_000);
      }
    }
  }

  for (const [topic, scripts] of Object.entries(written)) {
    describe(topic, () => {
      for (const script of scripts) it(script.name, async () => assert.equal((await comparison.run(script)).join('\n'), ''));
    });
  }

  describe('by chance', () => {
    for (const [topic, scripts] of Object.entries(generated)) {
      it(`${topic}: ${scripts.length} scripts`, async () => {
        const waiting = [...scripts];
        const lines: string[] = [];
        const work = async (): Promise<void> => {
          for (let script = waiting.pop(); script !== undefined; script = waiting.pop()) {
            const [first] = await comparison.run(script);
            // What differs later follows from it.
            if (first !== undefined) lines.push(`${script.name}: ${first}`);
          }
        };
        await Promise.all(Array.from({ length: parallel }, work));
        assert.equal(lines.slice(0, shownLines).join('\n'), '', `${lines.length} scripts differ`);
      });
    }
  });

  // A describe of its own: Mocha runs tests before describes.
  describe('after all', () => {
    it('differs where it is known to', () => {
      assert.deepEqual(
        comparison.unmet.map(({ name }) => name),
        [],
        'no differences any more: take them out',
      );
    });
  });
});
