import type { KindContext } from '../../../engine/kind.ts';
import type { FieldValues } from '../../../engine/observation.ts';

type Equal = (desired: unknown, observed: unknown, wanted: FieldValues) => boolean | undefined;

const keyEqual: Equal = (desired, observed) => (isText(desired) && isText(observed) ? isKey(desired, observed) : undefined);

const equalByPath: Readonly<Record<string, Equal>> = {
  engineVersion: (desired, observed, wanted) =>
    isText(desired) && isText(observed) ? satisfiesVersion(desired, observed, wanted['autoMinorVersionUpgrade'] !== false) : undefined,
  allocatedStorage: (desired, observed, wanted) =>
    isGrown(desired, observed, wanted['maxAllocatedStorage']) || isRoundedUp(desired, observed) ? true : undefined,
  kmsKeyId: keyEqual,
  masterUserSecretKmsKeyId: keyEqual,
  maxAllocatedStorage: (desired, observed, wanted) => (isNoLimit(desired, wanted) && isNoLimit(observed, wanted) ? true : undefined),
  performanceInsightsKmsKeyId: keyEqual,
};

/** Where what AWS shows is what was asked for although it is written otherwise; undefined: compare as usual. */
export function equalInstanceValues(path: string, desired: unknown, observed: unknown, context: KindContext): boolean | undefined {
  return equalByPath[path]?.(desired, observed, context.desired);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/**
 * `16` asks for any 16.x. Where AWS may move the instance to new minor versions, a later one than the desired is what AWS made
 * of it; there is no way back anyway.
 */
function satisfiesVersion(desired: string, observed: string, movesByItself: boolean): boolean {
  if (observed === desired || observed.startsWith(`${desired}.`)) return true;
  return movesByItself && isLaterMinor(desired, observed);
}

/** The same but for the last number of the desired version, and that is higher. */
function isLaterMinor(desired: string, observed: string): boolean {
  const wanted = desired.split('.');
  const actual = observed.split('.');
  const last = wanted.length - 1;
  if (last === 0 || wanted.slice(0, last).some((number, index) => number !== actual[index])) return false;
  return Number(actual[last]) > Number(wanted[last]);
}

/** Storage autoscaling made it larger than asked for. */
function isGrown(desired: unknown, observed: unknown, limit: unknown): boolean {
  return typeof limit === 'number' && limit > 0 && typeof desired === 'number' && typeof observed === 'number' && observed > desired;
}

/** RDS rounds an increase up to a tenth of what was there (ModifyDBInstance.AllocatedStorage), so that less than a tenth beyond is its doing. */
function isRoundedUp(desired: unknown, observed: unknown): boolean {
  return typeof desired === 'number' && typeof observed === 'number' && observed > desired && observed < desired * 1.1;
}

/** A limit that is the size leaves nothing to grow into: RDS shows it as none. */
function isNoLimit(limit: unknown, wanted: FieldValues): boolean {
  return limit === 0 || limit === wanted['allocatedStorage'];
}

/** AWS shows the ARN of the key. Which key an alias stands for shows nowhere, so an alias is taken to be right. */
function isKey(desired: string, observed: string): boolean {
  return desired === observed || observed.endsWith(`:key/${desired}`) || /(^|:)alias\//.test(desired);
}
