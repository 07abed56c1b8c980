import type { FieldSchema } from '../engine/schema/kind-schema.ts';

/** Why fields of Outposts, IPAM pools and other things that this release has no answer to are refused. */
export const unsupportedReason = {
  outposts: 'Outposts are not supported yet',
  ipam: 'allocation from an IPAM pool is not supported yet, since AWS does not show afterwards which pool an address range came from',
} as const;

/** Tags of an EC2 resource or an RDS one; the call that sets them at creation is given for the docs. */
export function tagsField(aws: string): FieldSchema {
  return {
    type: 'map',
    description:
      'Tags of the resource: at most 44, since AWS allows 50 and Evenkeel marks what it owns with six of its own. Tags that others set in AWS are left alone. Default: none.',
    aws,
  };
}

export const arnField = { type: 'string', description: 'Amazon Resource Name.' } as const satisfies FieldSchema;
export const ownerIdField = { type: 'string', description: 'Id of the AWS account that owns the resource.' } as const satisfies FieldSchema;
