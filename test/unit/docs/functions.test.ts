import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { JsonObject } from '../../../src/base/json.ts';
import { createAutoReady } from '../../../src/composition/functions/auto-ready.ts';
import { createEnvironmentConfigs } from '../../../src/composition/functions/environment-configs.ts';
import type { Shape } from '../../../src/composition/input/shape.ts';
import { createPatchAndTransform } from '../../../src/composition/patch-and-transform/patch-and-transform.ts';
import { resourcesShape } from '../../../src/composition/patch-and-transform/resources-shape.ts';
import { codeSpans, fences, pages } from './pages.ts';

const functions = {
  'function-patch-and-transform': createPatchAndTransform(),
  'function-auto-ready': createAutoReady(),
  'function-environment-configs': createEnvironmentConfigs(),
};

/** The words that an input may hold, at any depth. */
function wordsOf(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'text':
      return shape.oneOf ?? [];
    case 'list':
    case 'oneOrMore':
      return wordsOf(shape.items);
    case 'map':
      return wordsOf(shape.values);
    case 'object':
      return Object.values(shape.members).flatMap(wordsOf);
    case 'anything':
    case 'integer':
      return [];
  }
}

describe('functions in the docs', () => {
  const page = pages().find(({ path }) => path === 'docs/functions.md') ?? { path: '', text: '' };
  const steps = fences(page).map(
    ({ text }) => parse(text) as { readonly functionRef: { readonly name: keyof typeof functions }; readonly input: JsonObject },
  );

  it('have examples', () => assert.equal(steps.length, 2));

  for (const { functionRef, input } of steps) {
    it(`have a valid input for ${functionRef.name}`, () => assert.deepEqual(functions[functionRef.name].checkInput?.(input), []));
  }

  it('are told with every word of an input of patch-and-transform', () => {
    const told = new Set(codeSpans(page).flatMap((span) => span.split(/[ :]+/)));
    const words = [...new Set(wordsOf(resourcesShape))].filter((word) => !word.includes('/'));
    assert.ok(words.length > 60);
    assert.deepEqual(
      words.filter((word) => !told.has(word)),
      [],
    );
  });
});
