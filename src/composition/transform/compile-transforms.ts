import type { Json } from '../../base/json.ts';
import { fromGo, toGo } from '../go-format/go-value.ts';
import type { GoValue } from '../go-format/go-value.ts';
import { transformConvert } from './convert-transform.ts';
import { compileMatch, transformMap } from './match-transform.ts';
import { transformMath } from './math-transform.ts';
import { compileString } from './string-transform.ts';
import { TransformError } from './transform-error.ts';
import type { Transform } from './transform.ts';

const compilers = {
  map:
    ({ map = {} }) =>
    (input) =>
      transformMap(map, input),
  match: ({ match = { patterns: [] } }) => compileMatch(match),
  math:
    ({ math = {} }) =>
    (input) =>
      transformMath(math, input),
  string: ({ string = {} }) => compileString(string),
  convert:
    ({ convert = { toType: 'string' } }) =>
    (input) =>
      transformConvert(convert, input),
} satisfies Record<Transform['type'], (transform: Transform) => (input: GoValue) => GoValue>;

/**
 * Transforms, which transformShape found right, ready to be run one after the other. What comes back throws TransformError,
 * whose message names the transform by index and type, on an input that one of them can't take.
 */
export function compileTransforms(transforms: readonly Transform[]): (input: Json) => Json {
  const steps = transforms.map((transform, index) => ({
    run: compilers[transform.type](transform),
    name: `transforms[${index}] (${transform.type})`,
  }));
  if (steps.length === 0) return (input) => input;
  return (input) => fromGo(steps.reduce((value, step) => runStep(step, value), toGo(input)));
}

interface Step {
  readonly name: string;
  readonly run: (input: GoValue) => GoValue;
}

function runStep({ name, run }: Step, input: GoValue): GoValue {
  try {
    const output = run(input);
    if (typeof output === 'number' && !Number.isFinite(output)) throw new TransformError('the result is no finite number');
    return output;
  } catch (error) {
    if (error instanceof TransformError) throw new TransformError(`${name}: ${error.message}`);
    throw error;
  }
}
