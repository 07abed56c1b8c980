import { createHash } from 'node:crypto';

type Where = Readonly<Record<'account' | 'region', string>>;

/** The ARN of a key, as RDS shows it, by ARN, id or alias. Which key an alias stands for is made up, and stays so; no key is looked for. */
export function kmsKeyArn(name: string, where: Where): string {
  if (/^arn:.*:key\//.test(name)) return name;
  const alias = /(?:^|:)(alias\/.*)$/.exec(name)?.[1];
  return `arn:aws:kms:${where.region}:${where.account}:key/${alias === undefined ? name : keyIdOf(alias, where)}`;
}

function keyIdOf(alias: string, { account, region }: Where): string {
  const digest = createHash('sha256').update(`${account}/${region}/${alias}`).digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
