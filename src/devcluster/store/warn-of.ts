import type { WriteOptions } from '../api/dev-api.ts';
import type { DevObject } from '../api/dev-object.ts';
import type { ServedEntry } from './served-entry.ts';
import { finalizerWarnings } from './validate-metadata.ts';

/** Warns of what is unwise, but not wrong, about an object that is written. */
export function warnOf({ resource, strategy }: ServedEntry, object: DevObject, live: DevObject | undefined, { warn }: WriteOptions): void {
  if (warn === undefined) return;
  for (const warning of finalizerWarnings(resource, object.metadata, live?.metadata ?? {})) warn(warning);
  for (const warning of strategy.warnings?.(object, live) ?? []) warn(warning);
}
