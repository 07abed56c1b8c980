import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { JsonObject } from '../../../src/base/json.ts';
import { QuickjsSandbox } from '../../../src/composition/typescript/quickjs-sandbox.ts';
import { TypescriptFunction } from '../../../src/composition/typescript/typescript-function.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { functionRequest, functionResource } from '../../support/function-request.ts';
import { fences, pages } from './pages.ts';

describe('the program in the docs', () => {
  const page = pages().find(({ path }) => path === 'docs/typescript-functions.md') ?? { path: '', text: '' };
  const tested = new TypescriptFunction(new QuickjsSandbox(new FakeClock()));

  it('becomes a VPC, subnets and a status', async () => {
    const [step] = fences(page).filter(({ text }) => text.startsWith('step:'));
    const { input } = parse(step?.text ?? '') as { readonly input: JsonObject };
    assert.deepEqual(tested.checkInput(input), []);
    const vpc = functionResource({ kind: 'VPC', status: { atProvider: { id: 'vpc-1' } } });
    const observed = { composite: functionResource({ spec: { size: 'large' } }), resources: { vpc } };
    const { desired, results } = await tested.run(functionRequest({ input, observed }), new AbortController().signal);
    assert.deepEqual(results, []);
    assert.deepEqual(Object.keys(desired.resources), ['vpc', 'subnet-a', 'subnet-b', 'subnet-c']);
    assert.deepEqual(desired.composite.resource, { status: { vpcId: 'vpc-1' } });
  });
});
