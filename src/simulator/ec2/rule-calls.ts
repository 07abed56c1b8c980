import type { ModifySecurityGroupRulesRequest, SecurityGroupRuleRequest, SecurityGroupRuleUpdate } from '@aws-sdk/client-ec2';
import { AwsError } from '../core/aws-error.ts';
import type { CallContext, Members, Operation } from '../core/operation.ts';
import { invalidCombination, unknownIds } from './ec2-errors.ts';
import type { RuleRow, SecurityGroupRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import { required, rowOf } from './lookup.ts';
import type { PermissionRequest } from './permissions.ts';
import { ipv4Of, ipv6Of, referenceTo, rulesOf, trafficOf, wordingOf } from './permissions.ts';
import type { RuleTarget } from './rules.ts';
import { ruleKey } from './rules.ts';

type RuleRequest = PermissionRequest & {
  readonly GroupId?: string | undefined;
  readonly SecurityGroupRuleIds?: readonly string[] | undefined;
};

/** AuthorizeSecurityGroupIngress and -Egress: all of the rules or none. */
export function authorize(egress: boolean): Operation {
  return (input, context) => {
    const request: RuleRequest = input;
    const group = groupOf(request.GroupId, context);
    const rules = rulesOf(request, { groupId: group.GroupId, egress }, context);
    const keys = new Set(group.rules.map(ruleKey));
    for (const rule of rules) {
      const key = ruleKey(rule);
      if (keys.has(key)) throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${wordingOf(rule)}" already exists`);
      keys.add(key);
    }
    changeRules(group, [...group.rules, ...rules], context);
    return { Return: true, SecurityGroupRules: rules };
  };
}

/** RevokeSecurityGroupIngress and -Egress: by the rules' ids or by what they let through. */
export function revoke(egress: boolean): Operation {
  return (input, context) => {
    const request: RuleRequest = input;
    const group = groupOf(request.GroupId, context);
    const gone =
      request.SecurityGroupRuleIds === undefined
        ? matching(request, group, { egress, context })
        : named(request.SecurityGroupRuleIds, group, egress);
    changeRules(
      group,
      group.rules.filter((rule) => !gone.includes(rule)),
      context,
    );
    return { Return: true };
  };
}

function named(ids: readonly string[], group: SecurityGroupRow, egress: boolean): readonly RuleRow[] {
  const found = group.rules.filter(({ SecurityGroupRuleId, IsEgress }) => IsEgress === egress && ids.includes(SecurityGroupRuleId));
  const unknown = ids.filter((id) => !found.some(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id));
  if (unknown.length > 0) throw unknownIds('rule', unknown);
  return found;
}

function matching(
  request: PermissionRequest,
  group: SecurityGroupRow,
  { egress, context }: { readonly egress: boolean; readonly context: CallContext },
): readonly RuleRow[] {
  return rulesOf(request, { groupId: group.GroupId, egress }, context).map((wanted) => {
    const found = group.rules.find((rule) => ruleKey(rule) === ruleKey(wanted));
    if (found === undefined) {
      throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    }
    return found;
  });
}

export function modifySecurityGroupRules(input: Members, context: CallContext): Members {
  const { GroupId, SecurityGroupRules = [] }: Partial<ModifySecurityGroupRulesRequest> = input;
  const group = groupOf(GroupId, context);
  const updates = new Map(SecurityGroupRules.map((update) => [update.SecurityGroupRuleId ?? '', update]));
  const unknown = [...updates.keys()].filter((id) => !group.rules.some(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id));
  if (unknown.length > 0) throw unknownIds('rule', unknown);
  const rules = group.rules.map((rule) => updated(rule, updates.get(rule.SecurityGroupRuleId), context));
  const keys = new Set<string>();
  for (const rule of rules) {
    if (keys.has(ruleKey(rule)))
      throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${wordingOf(rule)}" already exists`);
    keys.add(ruleKey(rule));
  }
  changeRules(group, rules, context);
  return { Return: true };
}

/** Id, direction and tags stay; the rest is as the update says. */
function updated(rule: RuleRow, update: SecurityGroupRuleUpdate | undefined, context: CallContext): RuleRow {
  const wanted = update?.SecurityGroupRule;
  if (wanted === undefined) return rule;
  const { protocol, fromPort = -1, toPort = -1 } = trafficOf(wanted);
  const { SecurityGroupRuleId, sequence, GroupId, GroupOwnerId, IsEgress, Tags } = rule;
  const kept = { SecurityGroupRuleId, sequence, GroupId, GroupOwnerId, IsEgress, Tags };
  const text = wanted.Description === undefined || wanted.Description === '' ? {} : { Description: wanted.Description };
  return { ...kept, IpProtocol: protocol, FromPort: fromPort, ToPort: toPort, ...targetOf(wanted, context), ...text };
}

function targetOf({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId }: SecurityGroupRuleRequest, context: CallContext): RuleTarget {
  const targets: readonly RuleTarget[] = [
    ...(CidrIpv4 === undefined ? [] : [{ CidrIpv4: ipv4Of(CidrIpv4) }]),
    ...(CidrIpv6 === undefined ? [] : [{ CidrIpv6: ipv6Of(CidrIpv6) }]),
    ...(PrefixListId === undefined ? [] : [{ PrefixListId }]),
    ...(ReferencedGroupId === undefined ? [] : [referenceTo(ReferencedGroupId, context)]),
  ];
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0) {
    throw invalidCombination('Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified');
  }
  return target;
}

function groupOf(id: string | undefined, context: CallContext): SecurityGroupRow {
  return rowOf(context.state.of(ec2State).securityGroups, 'securityGroup', required(id, 'groupId'), context);
}

function changeRules({ GroupId }: SecurityGroupRow, rules: readonly RuleRow[], { state, now }: CallContext): void {
  state.of(ec2State).securityGroups.change(GroupId, now, (row) => ({ ...row, rules }));
}
