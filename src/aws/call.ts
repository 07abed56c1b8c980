import type { EC2 } from '@aws-sdk/client-ec2';
import type { RDS } from '@aws-sdk/client-rds';
import type { CloudCall } from '../engine/cloud.ts';
import type { Secret } from '../base/secret.ts';

type Operation<Client> = { [K in keyof Client]: Client[K] extends (...args: never[]) => unknown ? K : never }[keyof Client] & string;
type Input<Client, Op> =
  Uncapitalize<Op & string> extends keyof Client
    ? Client[Uncapitalize<Op & string>] extends (input: infer I, ...rest: never[]) => unknown
      ? I
      : never
    : never;

/** An SDK input in which any string may be a `Secret`; `call` is where it is still hidden, `execute` where it is revealed. */
export type Guarded<T> = T extends string
  ? T | Secret
  : T extends Date | Uint8Array | number | boolean | undefined | null
    ? T
    : T extends readonly (infer Item)[]
      ? readonly Guarded<Item>[]
      : { readonly [K in keyof T]: Guarded<T[K]> };

/** An EC2 call as data; the input is checked against the SDK's own type. */
export function ec2Call<Op extends Capitalize<Operation<EC2>>>(operation: Op, input: Guarded<Input<EC2, Op>>): CloudCall {
  return { service: 'ec2', operation, input: input as Readonly<Record<string, unknown>> };
}

/** An RDS call as data; the input is checked against the SDK's own type. */
export function rdsCall<Op extends Capitalize<Operation<RDS>>>(operation: Op, input: Guarded<Input<RDS, Op>>): CloudCall {
  return { service: 'rds', operation, input: input as Readonly<Record<string, unknown>> };
}
