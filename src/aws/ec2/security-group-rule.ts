import type { SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { CloudCall, Where } from '../../engine/cloud.ts';
import type { CreateContext, KindContext, UpdateContext } from '../../engine/kind.ts';
import type { FieldValues, Observation } from '../../engine/observation.ts';
import { ownerTags } from '../../engine/ownership/owner-tags.ts';
import { Terminal } from '../../engine/reconcile/halt.ts';
import type { AwsKind } from '../aws-kind.ts';
import { changeOf } from '../shared/changes.ts';
import { compact } from '../shared/compact.ts';
import { reader } from '../shared/reader.ts';
import { arn } from '../shared/arn.ts';
import { observedTags } from '../shared/tags.ts';
import { ec2Sources } from './shared/ec2-sources.ts';
import { ec2TagCalls, tagSpecifications } from './shared/ec2-tags.ts';
import { ec2Timing } from './shared/ec2-timing.ts';
import { authorizeCalls, describeCalls, revokeCalls } from './shared/rule-calls.ts';
import { canonicalRule, ruleFields } from './shared/rule-fields.ts';
import { assembleRules, compareRules, type RulePart } from './shared/rule-parts.ts';
import { ruleTuples } from './shared/rule-tuple.ts';
import { securityGroupRuleSchema } from './security-group-rule.schema.ts';

/**
 * What a security group lets in or out. One object is one AWS rule (`sgr-...`) for each range, prefix list and group that it
 * names: `observe` gives those, `assemble` makes one observation of them, and calls are worked out from its parts.
 *
 * Opening is one call for all that is missing, which does all or nothing: a Duplicate answer says that some of it is there
 * already. Then what carries our owner tags is ours, what carries none and equals a wanted tuple is taken in (`assemble`,
 * `tag`), and `update` opens the rest. The new is opened before the old is closed.
 */
export const securityGroupRule: AwsKind = {
  schema: securityGroupRuleSchema,
  unknownOutcome: 'repeat',
  tagged: true,
  ...ec2Timing,
  source: ec2Sources.securityGroupRules,
  /** The object's own name is none that AWS knows. */
  itemIdOf: (key) => (key.startsWith('sgr-') ? key : undefined),
  observe: (item: SecurityGroupRule, where, seenAt) => [observe(item, where, seenAt)],
  assemble: (parts, context) => assembleRules(parts, keyOf(context), context),

  canonical: canonicalRule,
  externalName: keyOf,
  claims: ({ desired }) => ruleTuples(desired).map(({ key }) => key),
  natural: ({ desired }) => {
    const group = reader(desired).text('securityGroupId');
    return group === undefined ? undefined : { filters: [{ Name: 'group-id', Values: [group] }] };
  },
  /** Is every wanted tuple there? */
  matches: (observed, { desired }) => compareRules(observed, desired).missing.length === 0,

  create,
  created,
  update,
  tag: ({ observed }, set, remove) =>
    ec2TagCalls(
      (observed.parts ?? [observed]).map(({ key }) => key),
      set,
      remove,
    ),
  settle,
  delete: ({ observed, desired }) => revokeCalls(compareRules(observed, desired).parts),
};

/** Made from the uid, since the ids of the AWS rules come and go with what the object names. */
function keyOf({ externalName, uid }: KindContext): string {
  return externalName ?? `sgrule-${uid}`;
}

function observe(item: SecurityGroupRule, where: Where, seenAt: number): Observation {
  const id = item.SecurityGroupRuleId ?? '';
  return {
    key: id,
    ...observedTags(item.Tags),
    fields: ruleFields(item),
    atProvider: compact({ id, arn: item.SecurityGroupRuleArn ?? arn(where, 'ec2', `security-group-rule/${id}`, item.GroupOwnerId) }),
    state: { phase: 'usable', reason: 'Authorized' },
    seenAt,
  };
}

/** `self: false` and empty lists pass the schema, but say nothing that could be made. */
function create(context: CreateContext): readonly CloudCall[] {
  const tuples = ruleTuples(context.desired);
  if (tuples.length === 0)
    throw new Terminal('NothingToAuthorize', 'the rule names no range, prefix list or group at its other end: add one');
  return authorizeCalls(tuples, context.desired, tagSpecifications('security-group-rule', context));
}

function created(output: FieldValues, context: CreateContext, seenAt: number): Observation | undefined {
  const rules = (output['SecurityGroupRules'] ?? []) as readonly SecurityGroupRule[];
  const parts = rules.map((rule) => observe(rule, context.where, seenAt));
  return assembleRules(parts, keyOf(context), context);
}

function update({ observed, desired, changes }: UpdateContext): readonly CloudCall[] {
  const { missing, strays, parts } = compareRules(observed, desired);
  const kept = changeOf(changes, 'description') === undefined ? [] : parts.filter((part) => !strays.includes(part));
  const described = { ...desired, description: changeOf(changes, 'description')?.to ?? desired['description'] };
  const misdescribed = kept.filter(({ observation }) => observation.fields['description'] !== described.description);
  return [
    ...authorizeCalls(missing, desired, inheritedTags(observed)),
    ...describeCalls(misdescribed, described),
    ...revokeCalls(strays.filter((part) => !isSilent(part, desired))),
  ];
}

/** New rules get the tags that the object's other rules carry. Without an owner among those they are taken in later, like any equal rule. */
function inheritedTags({ owner, tags }: Observation) {
  return owner === undefined ? [] : tagSpecifications('security-group-rule', { owner, tags: tags ?? {} });
}

/**
 * What no comparison of set fields shows: rules of ours for a member that spec has no more (`sourceSecurityGroupId` was taken
 * out) are closed, and rules that were taken in get the owner tags of the others.
 */
function settle({ observed, desired }: UpdateContext): readonly CloudCall[] {
  const { missing, parts, strays } = compareRules(observed, desired);
  if (missing.length > 0) return [];
  const unowned = parts.filter(({ observation }) => observation.owner === undefined).map(({ observation }) => observation.key);
  const { owner } = observed;
  return [
    ...(owner === undefined || unowned.length === 0 ? [] : ec2TagCalls(unowned, ownerTags(owner), [])),
    ...revokeCalls(strays.filter((part) => isSilent(part, desired))),
  ];
}

/** Does nothing but a member that spec doesn't set tell this rule from a wanted one? */
function isSilent({ tuple }: RulePart, desired: FieldValues): boolean {
  const [wanted] = ruleTuples(desired);
  return desired[tuple.field] === undefined && tuple.common === wanted?.common;
}
