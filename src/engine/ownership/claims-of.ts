import { kindName, type Kind, type KindContext } from '../kind.ts';
import type { Managed } from '../object/managed.ts';
import type { Claimant } from './claim-index.ts';

/**
 * An object as a claimant. An external name settles what it is about; what status says that it has, it holds: anyone may write
 * annotations, but status is the controller's.
 */
export function claimantOf(managed: Managed, context: KindContext): Claimant {
  const { key, uid, created, externalName, kind, status } = managed;
  const { id } = status.atProvider;
  const has = typeof id === 'string' ? claimsOf(kind, { ...context, externalName: id, desired: status.atProvider }) : [];
  return { key, uid, created, established: externalName !== undefined, held: new Set(has) };
}

/** All that an object claims, over all accounts, Regions and kinds: its external name, and what its kind says beside. */
export function claimsOf(kind: Kind, context: KindContext): readonly string[] {
  return [...nameClaimsOf(kind, context), ...kind.claims(context).map((name) => placed(kind, context, name))];
}

/** What it claims by its external name alone: the resource that it has, whatever it wants. */
export function nameClaimsOf(kind: Kind, context: KindContext): readonly string[] {
  return context.externalName === undefined ? [] : [placed(kind, context, `=${context.externalName}`)];
}

function placed({ schema }: Kind, { where }: KindContext, name: string): string {
  return `${kindName(schema)}/${where.account}/${where.region}/${name}`;
}
