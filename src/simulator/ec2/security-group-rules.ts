import type { DescribeSecurityGroupRulesRequest } from '@aws-sdk/client-ec2';
import type { CallContext, Members } from '../core/operation.ts';
import { unknownIds } from './ec2-errors.ts';
import type { RuleRow } from './ec2-state.ts';
import { ec2State } from './ec2-state.ts';
import type { FilterFields } from './filters.ts';
import { filtered } from './filters.ts';
import { pageOf } from './pages.ts';

const fields: FilterFields<RuleRow> = {
  'group-id': (rule) => rule.GroupId,
  'security-group-rule-id': (rule) => rule.SecurityGroupRuleId,
};

export function describeSecurityGroupRules(input: Members, context: CallContext): Members {
  const request: Partial<DescribeSecurityGroupRulesRequest> = input;
  const groups = context.state.of(ec2State).securityGroups.allShown(context.now, context.settings);
  const all = groups.flatMap(({ rules }) => rules);
  const asked = filtered(named(all, request.SecurityGroupRuleIds), request.Filters, fields).toSorted((a, b) => a.sequence - b.sequence);
  const { rows, token } = pageOf(asked, request, { sequenceOf: (rule) => rule.sequence, largestPage: 1000 });
  return { SecurityGroupRules: rows, NextToken: token };
}

function named(rules: RuleRow[], ids: readonly string[] = []): RuleRow[] {
  if (ids.length === 0) return rules;
  const unknown = ids.filter((id) => !rules.some(({ SecurityGroupRuleId }) => SecurityGroupRuleId === id));
  if (unknown.length > 0) throw unknownIds('rule', unknown);
  return rules.filter(({ SecurityGroupRuleId }) => ids.includes(SecurityGroupRuleId));
}
