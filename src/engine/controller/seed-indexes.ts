import { canonicalName } from '../kind.ts';
import type { Engine } from '../engine.ts';
import type { Managed } from '../object/managed.ts';
import { claimantOf, claimsOf } from '../ownership/claims-of.ts';
import { contextsOf, edgesOf, resolveSpec } from '../reconcile/desired-of.ts';

/**
 * What an object says of others before its first pass: what it points at, so that none of that is deleted before a pass has
 * looked at who uses it, and what it has claimed, so that no other can come first after a restart.
 */
export function seedIndexes({ edges, claims, targets }: Pick<Engine, 'edges' | 'claims' | 'targets'>, managed: Managed): void {
  const spec = resolveSpec(managed, targets);
  edges.set(managed.key, edgesOf(spec));
  const { kind, account, region, externalName } = managed;
  if (account === undefined) return;
  const { createContext } = contextsOf(managed, spec, { partition: '', account, region });
  const name = externalName === undefined ? undefined : canonicalName(kind, externalName);
  const context = { ...createContext, externalName: name };
  claims.set(claimantOf(managed, context), claimsOf(kind, context));
}
