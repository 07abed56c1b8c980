import type { CloudCall } from '../../../engine/cloud.ts';
import type { UpdateContext } from '../../../engine/kind.ts';
import type { FieldValues } from '../../../engine/observation.ts';
import { ownerTagPrefix } from '../../../engine/ownership/owner-tags.ts';
import { ec2Call } from '../../call.ts';
import { reader } from '../../shared/reader.ts';
import { ec2TagCalls } from './ec2-tags.ts';
import { permissionInput } from './permission-input.ts';

/**
 * Notes on a group that we made whether the rule that AWS puts into each new group, which lets everything out, was taken away:
 * `false` from its creation on, `true` once it is done. A group without the note is one that was adopted, and keeps its rules.
 */
export const egressRevokedMark = `${ownerTagPrefix}egress-revoked`;

/** Takes the allow-all egress rules away (IPv4, and IPv6 where the VPC has a range) and notes it; done only on a read that showed the rules. */
export function revokeDefaultEgress({ observed }: UpdateContext): readonly CloudCall[] {
  const egress = observed.atProvider['egress'] as readonly FieldValues[] | undefined;
  if (observed.marks?.[egressRevokedMark] !== 'false' || egress === undefined) return [];
  const permissions = permissionInput(egress.flatMap(allowAll), observed.key);
  return [
    ...(permissions.length === 0 ? [] : [ec2Call('RevokeSecurityGroupEgress', { GroupId: observed.key, IpPermissions: permissions })]),
    ...ec2TagCalls([observed.key], { [egressRevokedMark]: 'true' }, []),
  ];
}

/** The part of a shown rule that lets everything out. AWS gives it no description. */
function allowAll(rule: FieldValues): readonly FieldValues[] {
  if (rule['protocol'] !== '-1' || rule['description'] !== undefined) return [];
  const everywhere = (field: string, range: string): readonly FieldValues[] =>
    reader(rule).texts(field)?.includes(range) === true ? [{ protocol: '-1', [field]: [range] }] : [];
  return [...everywhere('cidrBlocks', '0.0.0.0/0'), ...everywhere('ipv6CidrBlocks', '::/0')];
}
