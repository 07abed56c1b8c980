import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/devcluster/api/dev-object.ts';
import { managersOf } from '../../../../../src/devcluster/patch/apply/managers.ts';
import { isEmptySet } from '../../../../../src/devcluster/patch/fields/field-set.ts';
import { isJsonObject } from '../../../../../src/devcluster/patch/fields/json-shape.ts';
import { applyCase } from '../../../../support/devcluster/apply-cases.ts';
import { ApplyScript } from '../../../../support/devcluster/apply-script.ts';

const cases = 100;

describe('generated apply scripts', () => {
  it('are the same for the same seed', () => {
    assert.deepEqual(applyCase(7), applyCase(7));
    assert.notDeepEqual(applyCase(7).steps, applyCase(8).steps);
  });

  it('leave nobody without fields, and change nothing when the last apply is repeated', () => {
    for (let seed = 0; seed < cases; seed++) {
      const script = new ApplyScript();
      for (const { verb, manager, body } of applyCase(seed).steps) {
        if (!isJsonObject(body)) continue;
        if (verb === 'apply') applyAgain(script, manager, body);
        else if (verb === 'update') script.update(manager, body);
        for (const { set } of managersOf(script.object).values()) assert.ok(!isEmptySet(set), `seed ${seed}`);
      }
    }
  });
});

/** An empty list in place of one that the manager applied before comes with the second apply only: so it is on a real server. */
function applyAgain(script: ApplyScript, manager: string, body: JsonObject): void {
  const force = { force: true };
  const settled = script.apply(manager, body, force).apply(manager, body, force).object;
  assert.deepEqual(script.apply(manager, body, force).object, settled, JSON.stringify(body));
}
