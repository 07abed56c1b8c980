import type { FieldValues } from '../../../engine/observation.ts';
import { reader } from '../../shared/reader.ts';

/** One AWS rule: what a SecurityGroupRule asks for is one tuple for each range, prefix list and group that it names. */
export interface RuleTuple {
  /** Unique in a Region: `sg-1|ingress|tcp|80|80|10.0.0.0/8`. */
  readonly key: string;
  /** The part of the key that all tuples of one object share. */
  readonly common: string;
  /** The forProvider member that names the other end. */
  readonly field: 'cidrBlocks' | 'ipv6CidrBlocks' | 'prefixListIds' | 'self' | 'sourceSecurityGroupId';
  /** The other end: a range, a prefix list's id or a group's. */
  readonly target: string;
}

/** The tuples that canonical fields of the kind stand for, each once; none while the group is not resolved. */
export function ruleTuples(fields: FieldValues): readonly RuleTuple[] {
  const values = reader(fields);
  const group = values.text('securityGroupId');
  if (group === undefined) return [];
  const common = [group, values.text('type'), values.text('protocol'), values.integer('fromPort'), values.integer('toPort')].join('|');
  const tuples = targets(fields, group).map(([field, target]) => ({ key: `${common}|${target}`, common, field, target }));
  return [...new Map(tuples.map((tuple) => [tuple.key, tuple])).values()];
}

function targets(fields: FieldValues, group: string): readonly (readonly [RuleTuple['field'], string])[] {
  const values = reader(fields);
  const source = values.text('sourceSecurityGroupId');
  return [
    ...(values.texts('cidrBlocks') ?? []).map((range) => ['cidrBlocks', range] as const),
    ...(values.texts('ipv6CidrBlocks') ?? []).map((range) => ['ipv6CidrBlocks', range] as const),
    ...(values.texts('prefixListIds') ?? []).map((id) => ['prefixListIds', id] as const),
    ...(values.flag('self') === true ? [['self', group] as const] : []),
    ...(source === undefined ? [] : [['sourceSecurityGroupId', source] as const]),
  ];
}
