import { stableStringify } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { PipelineOutcome } from '../pipeline/run-pipeline.ts';
import type { Composer } from './composer.ts';
import type { CompositeMemory } from './composite-memory.ts';

const mostTold = 20;

/** Tells as events what the functions said, when they say something else than last time. */
export function tellResults(composer: Composer, composite: KubernetesObject, memory: CompositeMemory, outcome: PipelineOutcome): void {
  const failure =
    outcome.type === 'fatal' && !outcome.answered ? [{ step: outcome.step, severity: 'fatal', message: outcome.message } as const] : [];
  const results = [...outcome.results, ...failure];
  const text = stableStringify(results);
  if (text === memory.told) return;
  memory.told = text;
  for (const { step, severity, message, ...result } of results.slice(0, mostTold)) {
    const reason =
      'reason' in result && result.reason !== undefined ? result.reason : severity === 'fatal' ? 'PipelineFailed' : 'ComposeResources';
    composer.record(composite, {
      type: severity === 'normal' ? 'Normal' : 'Warning',
      reason,
      message: `step ${JSON.stringify(step)}: ${message}`,
    });
  }
}
