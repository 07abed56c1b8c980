import type { CompositionContent, CompositionStep } from '../api/composition.ts';
import type { PipelineFunction } from '../function/pipeline-function.ts';

/** What is wrong with the input of a built-in function; undefined: not a built-in one, which only itself can tell. */
export type CheckInput = (functionName: string) => PipelineFunction['checkInput'] | undefined;

const mostShown = 10;

/** Everything that is wrong with the inputs of a pipeline, with paths from the top of the object. */
export function inputProblems({ pipeline }: CompositionContent, checkInput: CheckInput): readonly string[] {
  return pipeline.flatMap((step, index) => stepProblems(step, `spec.pipeline[${index}].input`, checkInput));
}

/** The first ten, and how many there are beside. */
export function describeProblems(problems: readonly string[]): string {
  const more = problems.length - mostShown;
  return `${problems.slice(0, mostShown).join('; ')}${more > 0 ? ` (and ${more} more)` : ''}`;
}

function stepProblems({ functionName, input }: CompositionStep, path: string, checkInput: CheckInput): readonly string[] {
  const problems = checkInput(functionName)?.(input) ?? [];
  return problems.map((problem) => `${problem.path === '' ? path : `${path}.${problem.path}`}: ${problem.message}`);
}
