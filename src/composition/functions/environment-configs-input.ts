import type { JsonObject } from '../../base/json.ts';
import { readPathFault, writePathFault } from '../field-path/field-path-fault.ts';
import type { InputProblem } from '../function/pipeline-function.ts';
import { checkShape } from '../input/check-shape.ts';
import { anyText, anything, listOf, oneOf, text } from '../input/shape.ts';
import type { ObjectShape, Shape } from '../input/shape.ts';

/** The input of function-environment-configs. */
export interface EnvironmentConfigsInput {
  readonly spec?: {
    readonly environmentConfigs?: readonly EnvironmentSource[];
    /** What the environment holds before anything else. */
    readonly defaultData?: JsonObject;
    /** Optional: a source that finds nothing adds nothing. */
    readonly policy?: { readonly resolution?: 'Required' | 'Optional' };
  };
}

/** Where data comes from: the EnvironmentConfig of a name (the default), or those with some labels. */
export interface EnvironmentSource {
  readonly type?: 'Reference' | 'Selector';
  readonly ref?: { readonly name: string };
  readonly selector?: EnvironmentSelector;
  /** Where in the environment the data go; absent: they are merged into it as a whole. */
  readonly toFieldPath?: string;
}

/** Single, the default: exactly one must match. Multiple: all, in order of a field, `minMatch` at least and the first `maxMatch`. */
export interface EnvironmentSelector {
  readonly mode?: 'Single' | 'Multiple';
  readonly minMatch?: number;
  readonly maxMatch?: number;
  /** By default `metadata.name`. */
  readonly sortByFieldPath?: string;
  readonly matchLabels: readonly LabelMatcher[];
}

/** A label, and its value: one of the composite's (the default) or of the environment's, or a fixed one. */
export interface LabelMatcher {
  readonly type?: 'FromCompositeFieldPath' | 'FromEnvironmentFieldPath' | 'Value';
  readonly key: string;
  readonly value?: string;
  readonly valueFromFieldPath?: string;
  /** Optional: without a value the label does not count. */
  readonly fromFieldPathPolicy?: 'Required' | 'Optional';
}

const path: Shape = { kind: 'text', fault: readPathFault };
const place: Shape = { kind: 'text', fault: (text) => readPathFault(text) ?? writePathFault(text) };

const matcher: ObjectShape = {
  kind: 'object',
  members: {
    type: oneOf('FromCompositeFieldPath', 'FromEnvironmentFieldPath', 'Value'),
    key: text,
    value: anyText,
    valueFromFieldPath: path,
    fromFieldPathPolicy: oneOf('Required', 'Optional'),
  },
  required: ['key'],
  requiredBy: {
    member: 'type',
    otherwise: 'FromCompositeFieldPath',
    members: { FromCompositeFieldPath: ['valueFromFieldPath'], FromEnvironmentFieldPath: ['valueFromFieldPath'], Value: ['value'] },
  },
};

const count: Shape = { kind: 'integer', least: 0 };

const source: ObjectShape = {
  kind: 'object',
  members: {
    type: oneOf('Reference', 'Selector'),
    toFieldPath: place,
    ref: { kind: 'object', members: { name: text }, required: ['name'] },
    selector: {
      kind: 'object',
      members: {
        mode: oneOf('Single', 'Multiple'),
        minMatch: count,
        maxMatch: count,
        sortByFieldPath: path,
        matchLabels: listOf(matcher, 1),
      },
      required: ['matchLabels'],
    },
  },
  requiredBy: { member: 'type', otherwise: 'Reference', members: { Reference: ['ref'], Selector: ['selector'] } },
};

const shape: ObjectShape = {
  kind: 'object',
  members: {
    apiVersion: oneOf('environmentconfigs.fn.evenkeel.dev/v1beta1', 'environmentconfigs.fn.crossplane.io/v1beta1'),
    kind: oneOf('Input'),
    metadata: anything,
    spec: {
      kind: 'object',
      members: {
        environmentConfigs: listOf(source),
        defaultData: { kind: 'map', values: anything },
        policy: { kind: 'object', members: { resolution: oneOf('Required', 'Optional') } },
      },
    },
  },
  required: ['apiVersion', 'kind'],
};

/** All that is wrong with an input of function-environment-configs. */
export function checkEnvironmentConfigsInput(input: JsonObject | undefined): readonly InputProblem[] {
  return input === undefined ? [{ path: '', message: 'is required: an object of the kind Input' }] : checkShape(shape, input, '');
}
