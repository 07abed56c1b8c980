import type { ConfigName } from '../session/resolved-config.ts';

/** What of a cluster's objects this process works on, where another one works on the rest. */
export interface ConfigShare {
  /**
   * A DNS label, unlike that of any other controller of the cluster, and the same for ever: the namespace of its own Lease. The marks by which it
   * holds configs are named after it; undefined: they have no name of its own.
   */
  readonly holder?: string | undefined;
  /** It knows the objects of these namespaces alone; empty: of all. */
  readonly namespaces: readonly string[];
  /** It knows the objects of all kinds. */
  readonly allKinds: boolean;
}

/** The share of a controller that is alone. */
export const wholeShare: ConfigShare = { namespaces: [], allKinds: true };

/** A ProviderConfig of a namespace that is another's is left to that one. */
export function isShared({ namespaces }: ConfigShare, { namespace }: ConfigName): boolean {
  return namespace === undefined || namespaces.length === 0 || namespaces.includes(namespace);
}

/** Does the share hold every object that may use the config? */
export function knowsAllUsers({ namespaces, allKinds }: ConfigShare, { namespace }: ConfigName): boolean {
  return allKinds && (namespaces.length === 0 || namespace !== undefined);
}
