import type { InputProblem } from '../function/pipeline-function.ts';
import { isConversion } from './convert-transform.ts';
import type { Transform } from './transform.ts';

/** What is wrong with transforms whose shape is right: members that contradict each other. */
export function checkTransforms(transforms: readonly Transform[], path: string): readonly InputProblem[] {
  return transforms.flatMap(({ type, match, convert }, index) => {
    const at = `${path}[${index}]`;
    if (type === 'match' && match?.fallbackTo === 'Input' && match.fallbackValue !== undefined) {
      return [{ path: `${at}.match.fallbackValue`, message: 'must not be set with fallbackTo Input' }];
    }
    const format = convert?.format ?? 'none';
    if (type === 'convert' && convert !== undefined && !isConversion(convert.toType, format)) {
      return [{ path: `${at}.convert.format`, message: `nothing can be converted to ${convert.toType} with format ${format}` }];
    }
    return [];
  });
}
