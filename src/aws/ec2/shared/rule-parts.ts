import type { KindContext } from '../../../engine/kind.ts';
import type { FieldValues, Observation, Tags } from '../../../engine/observation.ts';
import { compact } from '../../shared/compact.ts';
import { ruleTuples, type RuleTuple } from './rule-tuple.ts';

/** One AWS rule of an object, and what it lets through. */
export interface RulePart {
  readonly observation: Observation;
  readonly tuple: RuleTuple;
}

/** How the AWS rules that an object has compare with those that it wants. */
export interface RuleComparison {
  readonly parts: readonly RulePart[];
  /** Wanted, not there. */
  readonly missing: readonly RuleTuple[];
  /** There, not wanted. */
  readonly strays: readonly RulePart[];
}

/** Compares what an assembled observation is made of with the desired fields. */
export function compareRules(observed: Observation, desired: FieldValues): RuleComparison {
  const parts = (observed.parts ?? [observed]).flatMap(partOf);
  const wanted = ruleTuples(desired);
  const there = new Set(parts.map(({ tuple }) => tuple.key));
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  return {
    parts,
    missing: wanted.filter(({ key }) => !there.has(key)),
    strays: parts.filter(({ tuple }) => !wantedKeys.has(tuple.key)),
  };
}

/**
 * Makes one observation of the AWS rules of an object: those that carry its name as owner, and those that carry no owner but
 * equal a wanted tuple. Whatever is not as desired shows: where rules differ from each other, a member is taken from one that
 * differs from the desired. undefined: there are none.
 */
export function assembleRules(candidates: readonly Observation[], key: string, context: KindContext): Observation | undefined {
  const wanted = new Set(ruleTuples(context.desired).map((tuple) => tuple.key));
  const parts = candidates
    .flatMap(partOf)
    .filter(({ observation, tuple }) => (observation.owner === undefined ? wanted.has(tuple.key) : isNamed(observation.owner, context)))
    .toSorted((a, b) => (a.observation.key < b.observation.key ? -1 : 1));
  const [first] = parts;
  if (first === undefined) return undefined;
  const observations = parts.map(({ observation }) => observation);
  const ids = observations.map((observation) => observation.key);
  const owner = observations.find((observation) => observation.owner !== undefined)?.owner;
  return {
    key,
    aliases: ids,
    ...(owner === undefined ? {} : { owner }),
    tags: commonTags(observations.map(({ tags }) => tags ?? {})),
    fields: assembledFields(parts, context.desired),
    atProvider: compact({ id: key, securityGroupRuleId: ids.length === 1 ? ids[0] : undefined, securityGroupRuleIds: ids }),
    state: first.observation.state,
    parts: observations,
    seenAt: Math.min(...observations.map(({ seenAt }) => seenAt)),
  };
}

function partOf(observation: Observation): readonly RulePart[] {
  const [tuple] = ruleTuples(observation.fields);
  return tuple === undefined ? [] : [{ observation, tuple }];
}

function isNamed(owner: { readonly namespace: string; readonly name: string }, context: KindContext): boolean {
  return owner.namespace === context.namespace && owner.name === context.name;
}

function commonTags(all: readonly Tags[]): Tags {
  const [first = {}, ...others] = all;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((tags) => tags[key] === value)));
}

function assembledFields(parts: readonly RulePart[], desired: FieldValues): FieldValues {
  const all = parts.map(({ observation }) => observation.fields);
  const differing = (name: string): unknown => {
    const values = all.map((fields) => fields[name]).filter((value) => value !== undefined);
    return values.find((value) => value !== desired[name]) ?? values[0];
  };
  const scalars = ['securityGroupId', 'type', 'protocol', 'fromPort', 'toPort', 'description', 'sourceSecurityGroupId'];
  return compact({
    ...Object.fromEntries(scalars.map((name) => [name, differing(name)])),
    cidrBlocks: union(parts, 'cidrBlocks'),
    ipv6CidrBlocks: union(parts, 'ipv6CidrBlocks'),
    prefixListIds: union(parts, 'prefixListIds'),
    self: parts.some(({ tuple }) => tuple.field === 'self'),
  });
}

function union(parts: readonly RulePart[], field: RuleTuple['field']): readonly string[] | undefined {
  const found = new Set(parts.filter(({ tuple }) => tuple.field === field).map(({ tuple }) => tuple.target));
  return found.size === 0 ? undefined : [...found].toSorted();
}
