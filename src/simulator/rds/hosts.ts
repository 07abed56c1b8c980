import { createHash } from 'node:crypto';

type Where = Readonly<Record<'account' | 'region', string>>;

/** The part of the DNS names that all instances of an account in a Region share. */
export function hostOf(identifier: string, where: Where): string {
  return `${identifier}.${code(where, 'host', 12).toLowerCase()}.${where.region}.rds.amazonaws.com`;
}

/** Id of the hosted zone of those names: one for each Region. */
export function hostedZoneOf({ region }: Where): string {
  return `Z${code({ account: '', region }, 'zone', 13)}`;
}

/** `kind`: `db`, `subgrp` or `snapshot`. */
export function rdsArn(kind: string, name: string, { account, region }: Where): string {
  return `arn:aws:rds:${region}:${account}:${kind}:${name}`;
}

/** Upper-case letters and digits that are always the same for a place. */
function code({ account, region }: Where, purpose: string, length: number): string {
  const digest = createHash('sha256').update(`${purpose}/${account}/${region}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).toUpperCase().slice(0, length);
}
