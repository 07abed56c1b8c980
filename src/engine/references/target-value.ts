import { isObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { annotation, annotationOf } from '../object/metadata.ts';
import type { ReferenceSchema } from '../schema/kind-schema.ts';

/** What one target gives: the value, or why there is none yet. */
export interface TargetValue {
  readonly value: string | undefined;
  readonly message: string;
}

/**
 * The value that a reference takes from its target. It is there as soon as the target was seen to exist in the cloud,
 * which is when the account annotation is written.
 */
export function valueOfTarget(target: KubernetesObject | undefined, reference: ReferenceSchema, name: string): TargetValue {
  const title = `${reference.kind} ${name}`;
  if (target === undefined) return { value: undefined, message: `${title} does not exist` };
  if (annotationOf(target.metadata, annotation.account) === undefined) return { value: undefined, message: `${title} was not created yet` };
  const atProvider = atProviderOf(target);
  if (reference.once !== undefined && atProvider[reference.once] === undefined) {
    return { value: undefined, message: `${title} has no ${reference.once} yet` };
  }
  const taken = take(target, reference, atProvider);
  return typeof taken === 'string' && taken !== ''
    ? { value: taken, message: '' }
    : { value: undefined, message: `${title} has no ${reference.take ?? 'external name'} yet` };
}

function take(target: KubernetesObject, reference: ReferenceSchema, atProvider: Record<string, unknown>): unknown {
  if (reference.take === undefined || reference.take === 'externalName') return annotationOf(target.metadata, annotation.externalName);
  return reference.take.split('.').reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), atProvider);
}

function atProviderOf(target: KubernetesObject): Record<string, unknown> {
  const status = target['status'];
  const atProvider = isObject(status) ? status['atProvider'] : undefined;
  return isObject(atProvider) ? atProvider : {};
}

/** What a reference's `policy` says. Defaults: the reference is required, and a value beside it is left alone. */
export interface ReferencePolicy {
  readonly optional: boolean;
  readonly always: boolean;
}

/** The policy of a reference or selector; what is not understood takes the defaults. */
export function parsePolicy(reference: unknown): ReferencePolicy {
  const policy = isObject(reference) && isObject(reference['policy']) ? reference['policy'] : {};
  return { optional: policy['resolution'] === 'Optional', always: policy['resolve'] === 'Always' };
}
