import * as ec2 from '@aws-sdk/client-ec2';
import * as rds from '@aws-sdk/client-rds';
import type { FieldSchema, Fields, KindSchema } from '../../../../src/engine/schema/kind-schema.ts';

/** What the SDK's own schemas look like: [9, .., .., .., input, output] is an operation, [3, .., .., .., memberNames, ..] a structure. */
type SdkSchema = readonly unknown[];

/** `aws` entries of a kind's fields, such as `CreateVpc.CidrBlock`, that name nothing in the SDK. */
export function missingMembers({ group, forProvider }: KindSchema): readonly string[] {
  const sdk = group.startsWith('ec2.') ? ec2 : rds;
  return entriesOf(forProvider).filter((entry) => !isKnown(sdk, entry));
}

function entriesOf(fields: Fields): readonly string[] {
  return Object.values<FieldSchema>(fields).flatMap(({ aws, fields: nested = {} }) => [...(aws?.split(', ') ?? []), ...entriesOf(nested)]);
}

function isKnown(sdk: object, entry: string): boolean {
  const [name = '', member] = entry.split('.');
  const schema = (sdk as Readonly<Record<string, SdkSchema | undefined>>)[`${name}$`];
  if (schema === undefined) return false;
  return member === undefined || membersOf(schema).includes(member);
}

function membersOf(schema: SdkSchema): readonly unknown[] {
  const [type, , , , fourth] = schema;
  if (type === 9 && typeof fourth === 'function') return membersOf((fourth as () => SdkSchema)());
  return Array.isArray(fourth) ? fourth : [];
}
