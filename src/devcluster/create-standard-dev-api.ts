import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Journal } from './api/journal.ts';
import { builtinResources } from './builtin/builtin-resources.ts';
import { strategyOf } from './builtin/strategies.ts';
import { serverSideApply } from './patch/apply/server-side-apply.ts';
import { trackUpdate } from './patch/apply/track-update.ts';
import { applyJsonPatch } from './patch/json-patch.ts';
import { applyMergePatch } from './patch/merge-patch.ts';
import { applyStrategicMergePatch } from './patch/strategic/strategic-merge-patch.ts';
import { compileSchema } from './schema/compile-schema.ts';
import { defaultCrd } from './schema/crd/default-crd.ts';
import { validateCrd } from './schema/crd/validate-crd.ts';
import type { StoreLimits } from './store/dev-api-deps.ts';
import type { ClosableDevApi } from './store/create-dev-api.ts';
import { createDevApi } from './store/create-dev-api.ts';

/** The world of a dev API: time, chance and, if its objects are to outlive it, where they are kept. */
export interface StandardDevApiDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly journal?: Journal;
  readonly limits?: Partial<StoreLimits>;
}

/** The dev API with Kubernetes' own types, schemas and patches. */
export function createStandardDevApi(deps: StandardDevApiDeps): Promise<ClosableDevApi> {
  return createDevApi({
    ...deps,
    builtin: builtinResources(),
    strategyOf,
    compileSchema,
    defaultCrd,
    validateCrd,
    patches: {
      json: applyJsonPatch,
      merge: applyMergePatch,
      strategic: applyStrategicMergePatch,
      apply: serverSideApply,
      track: trackUpdate,
    },
  });
}
