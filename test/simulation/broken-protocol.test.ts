import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../src/base/json.ts';
import type { PlannedFault } from './support/fault-plan.ts';
import { runWorkload } from './support/run-workload.ts';
import type { Sabotage } from './support/sabotage.ts';
import { workloads } from './support/workload.ts';

const [, workload] = workloads;
assert.ok(workload !== undefined);

/** What is created is not seen for a minute, so that nothing but the protocol keeps it from being made twice. */
const settings = { createVisibilityMs: 60_000 };

const breaks: readonly { readonly name: string; readonly sabotage: Sabotage; readonly fault: PlannedFault }[] = [
  {
    name: 'a create call without owner tags',
    fault: { where: 'call', at: 1, how: 'crashAfter' },
    sabotage: {
      request: (parameters) => {
        for (const name of [...parameters.keys()]) if (name.startsWith('TagSpecification')) parameters.delete(name);
      },
    },
  },
  {
    name: 'no word of the attempt before the create call',
    fault: { where: 'call', at: 1, how: 'crashAfter' },
    sabotage: { patch: withoutAttempt },
  },
  {
    name: 'a create call that is sent again when its answer was lost',
    fault: { where: 'call', at: 1, how: 'lost' },
    sabotage: { blindRetry: true },
  },
];

function withoutAttempt(body: unknown): unknown {
  if (!isObject(body) || !isObject(body['metadata']) || !isObject(body['metadata']['annotations'])) return body;
  const { 'evenkeel.dev/create-attempt': _attempt, ...annotations } = body['metadata']['annotations'];
  return { ...body, metadata: { ...body['metadata'], annotations } };
}

describe('the oracles', () => {
  for (const { name, sabotage, fault } of breaks)
    it(`catch ${name}, and say nothing where the protocol is kept`, async () => {
      const calm = await runWorkload(workload, { seed: 1, settings }, []);
      assert.deepEqual(calm.problems, []);
      const kept = await runWorkload(workload, { seed: 1, settings }, [fault]);
      assert.deepEqual(
        { problems: kept.problems, states: kept.states, effects: kept.effects },
        { problems: [], states: calm.states, effects: calm.effects },
      );
      const broken = await runWorkload(workload, { seed: 1, settings, sabotage }, [fault]);
      const isCaught =
        broken.problems.length > 0 || !isDeepStrictEqual(broken.states, calm.states) || !isDeepStrictEqual(broken.effects, calm.effects);
      assert.ok(isCaught, 'the broken protocol was not noticed');
    });
});
