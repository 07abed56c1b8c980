import type { PipelineFunction } from '../function/pipeline-function.ts';
import { createPatchAndTransform } from '../patch-and-transform/patch-and-transform.ts';
import type { Sandbox } from '../typescript/sandbox.ts';
import { TypescriptFunction } from '../typescript/typescript-function.ts';
import { createAutoReady } from './auto-ready.ts';
import { createEnvironmentConfigs } from './environment-configs.ts';

/** The functions that run in process, by the name that compositions call them by. */
export function builtinFunctions(sandbox: Sandbox): Readonly<Record<string, PipelineFunction>> {
  return {
    'function-patch-and-transform': createPatchAndTransform(),
    'function-auto-ready': createAutoReady(),
    'function-environment-configs': createEnvironmentConfigs(),
    'function-typescript': new TypescriptFunction(sandbox),
  };
}
