/** A mutating call, as data: what a plan shows and what `execute` does. Values that are secret stand in it as `Secret`. */
export interface CloudCall {
  /** `ec2` */
  readonly service: string;
  /** `CreateVpc` */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A place in the cloud where objects live. */
export interface Where {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}
