import type { Owner, OwnerIdentity, Tags } from '../observation.ts';

/** Versioned API: the prefix of the tags that say whose a cloud resource is. No slash, since EC2 refuses those in instance metadata. */
export const ownerTagPrefix = 'evenkeel.dev:';

/** The keys of the owner tags, by what they say. */
export const ownerTagKeys = {
  controlPlane: `${ownerTagPrefix}control-plane`,
  kind: `${ownerTagPrefix}kind`,
  namespace: `${ownerTagPrefix}namespace`,
  name: `${ownerTagPrefix}name`,
  uid: `${ownerTagPrefix}uid`,
  attempt: `${ownerTagPrefix}attempt`,
} as const;

/** The tags that go into a create call, and that `parseOwner` reads. */
export function ownerTags(owner: Owner): Tags {
  return {
    [ownerTagKeys.controlPlane]: owner.controlPlane,
    [ownerTagKeys.kind]: owner.kind,
    [ownerTagKeys.namespace]: owner.namespace,
    [ownerTagKeys.name]: owner.name,
    [ownerTagKeys.uid]: owner.uid,
    [ownerTagKeys.attempt]: String(owner.attempt),
  };
}

/** The owner that a resource's tags name, if they name one completely. */
export function parseOwner(tags: Tags): Owner | undefined {
  const controlPlane = tags[ownerTagKeys.controlPlane];
  const kind = tags[ownerTagKeys.kind];
  const namespace = tags[ownerTagKeys.namespace];
  const name = tags[ownerTagKeys.name];
  const uid = tags[ownerTagKeys.uid];
  if (controlPlane === undefined || kind === undefined || namespace === undefined || name === undefined || uid === undefined) {
    return undefined;
  }
  const attempt = Number(tags[ownerTagKeys.attempt]);
  return { controlPlane, kind, namespace, name, uid, attempt: Number.isInteger(attempt) && attempt > 0 ? attempt : 1 };
}

/** The same object of the same control plane, of whatever incarnation. */
export function sameIdentity(a: OwnerIdentity, b: OwnerIdentity): boolean {
  return a.controlPlane === b.controlPlane && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

/** Tags without those that are ours or AWS's own. */
export function userTags(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith(ownerTagPrefix) && !key.startsWith('aws:')));
}
