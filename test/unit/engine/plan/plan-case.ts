import type { Owner } from '../../../../src/engine/observation.ts';
import { ownerTags } from '../../../../src/engine/ownership/owner-tags.ts';
import type { PlanInput } from '../../../../src/engine/plan/plan-input.ts';
import { fakeContext, fakeKind, fakeObservation } from '../../../support/fake-kind.ts';

export const owner: Owner = {
  controlPlane: 'cp',
  kind: 'Widget.fake.evenkeel.dev',
  namespace: 'team',
  name: 'one',
  uid: 'uid-1',
  attempt: 1,
};

export interface PlanCase extends Partial<Omit<PlanInput, 'context'>> {
  readonly desired?: PlanInput['context']['desired'];
  readonly seen?: Partial<NonNullable<PlanInput['observed']>>;
}

/** A plan's input: a widget that is there, usable and ours, and whatever the case says. */
export function planInput({ desired = {}, seen = {}, ...rest }: PlanCase): PlanInput {
  return {
    kind: fakeKind(),
    context: fakeContext(desired),
    tags: {},
    observed: fakeObservation({}, { owner, ...seen }),
    applied: { tags: [], fields: [] },
    secretChanges: [],
    ownerTags: ownerTags(owner),
    ignoresTag: () => false,
    ...rest,
  };
}
