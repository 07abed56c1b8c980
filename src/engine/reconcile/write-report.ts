import { applyStatus } from '../../kubernetes/apply-status.ts';
import { parseManaged } from '../object/managed.ts';
import type { ManagedStatus } from '../object/managed-status.ts';
import { describePlan } from '../plan/describe-plan.ts';
import { planStatus } from '../plan/plan-status.ts';
import { observedGenerationOf } from '../report/observed-generation.ts';
import type { Outcome, ReportContext } from '../report/outcome.ts';
import { report } from '../report/report.ts';
import type { Requeue } from '../report/requeue.ts';
import { statusChanged } from '../report/status-changed.ts';
import { atProviderOf } from './at-provider.ts';
import { isQuietWait } from './quiet-wait.ts';
import type { Pass } from './pass.ts';
import type { PassEnd } from './pass-end.ts';
import { layClaims } from './steps/identify.ts';
import { isRequested } from './steps/look.ts';
import { resourceTypeOf } from './write-metadata.ts';

/** Writes status whole, by server-side apply with our own manager, if it says something new. Rejects with ApiError. */
export async function writeReport(pass: Pass, outcome: Outcome): Promise<PassEnd> {
  const context = contextOf(pass);
  const { conditions, events, requeue } = report(outcome, pass.managed.status.conditions, context);
  const status = statusOf(pass, outcome, context, conditions);
  const quiet = isQuietWait(pass, outcome);
  if (quiet !== undefined) return { requeue: quiet, events: [], managed: pass.managed };
  if (statusChanged(pass.managed.status, status, pass.kind.schema)) {
    await writeStatus(pass, status);
    layClaims(pass);
  }
  return { requeue: withPoll(pass, requeue), events, managed: pass.managed, blocked: outcome.type === 'deletionBlocked' };
}

function contextOf(pass: Pass): ReportContext {
  const { managed, memory, engine } = pass;
  return {
    generation: pass.generation,
    paused: managed.paused,
    references: referencesOf(pass),
    filtered: pass.filtered.map((action) => describePlan([action])),
    leftovers: pass.leftovers,
    duplicates: duplicateNames(pass),
    now: engine.clock.now(),
    lastLook: memory.lastLook,
    done: { actions: pass.done, drift: pass.wasApplied },
  };
}

/** What an earlier pass found of them stands for the generation that it was about. */
function referencesOf({ resolution, managed, generation }: Pass): ReportContext['references'] {
  if (resolution === undefined) return managed.status.observedGeneration === generation ? 'kept' : undefined;
  const { used, unresolved, notes } = resolution;
  const message = [...unresolved.map((one) => `${one.path}: ${one.message}`), ...notes].join('; ');
  return used ? { resolved: unresolved.length === 0, message } : undefined;
}

/** The kept resource and the others that carry this object's uid. */
function duplicateNames({ observed, duplicates }: Pass): readonly string[] {
  return observed === undefined || duplicates === undefined || duplicates.length === 0
    ? []
    : [observed.key, ...duplicates.map(({ key }) => key)];
}

function statusOf(pass: Pass, outcome: Outcome, context: ReportContext, conditions: ManagedStatus['conditions']): ManagedStatus {
  const { status, reconcileRequestedAt } = pass.managed;
  const handled = isRequested(pass) && pass.looked ? reconcileRequestedAt : status.lastHandledReconcileAt;
  const plan = planStatus(pass.filtered);
  return {
    observedGeneration: observedGenerationOf(outcome, context, status.observedGeneration),
    conditions,
    ...(handled === undefined ? {} : { lastHandledReconcileAt: handled }),
    atProvider: atProviderOf(pass),
    ...appliedOf(pass),
    ...(plan === undefined ? {} : { plan }),
  };
}

/** A secret value that was sent counts as soon as it was, however the pass ends: it is not sent again. */
function appliedOf({ applied, secretHashes }: Pass): Pick<ManagedStatus, 'applied'> {
  if (Object.keys(secretHashes).length > 0) return { applied: { tags: [], fields: [], ...applied, secrets: secretHashes } };
  return applied === undefined ? {} : { applied };
}

async function writeStatus(pass: Pass, status: ManagedStatus): Promise<void> {
  const written = await applyStatus(
    pass.engine.client,
    { type: resourceTypeOf(pass.kind), object: pass.managed.object, status },
    pass.signal,
  );
  pass.managed = parseManaged(pass.kind, written);
  pass.engine.wrote(written);
}

/** An object with a poll interval is looked at again after it, at the latest. */
function withPoll({ managed }: Pass, requeue: Requeue): Requeue {
  if (managed.pollInterval === undefined || requeue.type !== 'none') return requeue;
  return { type: 'after', afterMs: managed.pollInterval };
}
