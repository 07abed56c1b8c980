import type { ServedResource } from '../api/served-resource.ts';

/** Name of the schema of ObjectMeta. */
export const objectMetaName = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Name of a resource's schema as Kubernetes gives it: `io.k8s.api.core.v1.Secret`, `dev.evenkeel.aws.ec2.v1beta1.VPC`. */
export function definitionName({ group, version, kind, custom }: ServedResource): string {
  if (custom) return `${group.split('.').toReversed().join('.')}.${version}.${kind}`;
  if (group === 'apiextensions.k8s.io') return `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.${version}.${kind}`;
  return `io.k8s.api.${group === '' ? 'core' : (group.split('.')[0] ?? group)}.${version}.${kind}`;
}

/** The path below which a resource's group and version is served, without a slash before it: `api/v1`, `apis/rbac.authorization.k8s.io/v1`. */
export function groupVersionPath({ group, version }: ServedResource): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}
