import type { FieldValues, Observation, Tags } from '../observation.ts';
import { ownerTags } from '../ownership/owner-tags.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import type { Settling } from '../plan/settle.ts';
import { settled, type Pass } from './pass.ts';

/** The user's tags over the provider config's default ones. */
export function desiredTags(pass: Pass, desired: FieldValues): Tags {
  const own = desired['tags'];
  const tags = typeof own === 'object' && own !== null ? (own as Tags) : {};
  return pass.kind.tagged ? { ...settled(pass).access.defaultTags, ...tags } : {};
}

/** What was written a moment ago, for the comparison with what is seen now. */
export function settlingOf(pass: Pass): Settling {
  const { engine, memory, kind } = pass;
  return { memory: memory.writes, now: engine.clock.now(), settleMs: engine.settings.settleMs ?? kind.settleMs };
}

/** What the plan follows from, for what was observed last in this pass. */
export function planInput(pass: Pass, observed: Observation | undefined, secretChanges: readonly string[]): PlanInput {
  const { access, context, owner } = settled(pass);
  const attempt = observed?.owner?.attempt ?? pass.managed.attempt?.n ?? 1;
  return {
    kind: pass.kind,
    context,
    tags: desiredTags(pass, context.desired),
    observed,
    applied: pass.managed.status.applied,
    secretChanges,
    ownerTags: pass.kind.tagged ? ownerTags({ ...owner, attempt }) : undefined,
    ignoresTag: access.ignoresTag,
    settling: settlingOf(pass),
  };
}
