/** A token bucket's size. `refill` is in tokens a second. */
export interface CallLimit {
  readonly capacity: number;
  /** What the bucket starts with, and falls below only when AWS throttles. */
  readonly refill: number;
  /** How far it may learn upwards: the published refill, or a guess where AWS publishes none. */
  readonly ceiling: number;
}

const published = (capacity: number, refill: number): CallLimit => ({ capacity, refill, ceiling: refill });

/** Amazon EC2 API Reference, "Request throttling": per account and Region, per action. */
const ec2Actions: Readonly<Record<string, CallLimit>> = {
  AuthorizeSecurityGroupEgress: published(50, 5),
  AuthorizeSecurityGroupIngress: published(50, 5),
  RevokeSecurityGroupEgress: published(50, 5),
  RevokeSecurityGroupIngress: published(50, 5),
  CreateTags: published(100, 10),
  DeleteTags: published(100, 10),
  CreateNatGateway: published(10, 1),
  DeleteNatGateway: published(10, 1),
  CreateVpcEndpoint: published(4, 0.3),
  DeleteVpcEndpoints: published(4, 0.3),
  ModifyVpcEndpoint: published(4, 0.3),
  CreateVolume: published(100, 5),
  RunInstances: published(5, 2),
  StartInstances: published(5, 2),
};

const ec2Read = published(100, 20);
const ec2Write = published(50, 5);
/** RDS and STS publish no figures: start low, learn. */
const unpublishedRead: CallLimit = { capacity: 10, refill: 5, ceiling: 20 };
const unpublishedWrite: CallLimit = { capacity: 5, refill: 1, ceiling: 5 };

const readVerb = /^(Describe|Get|List|Search)/;

/** Does the action leave everything as it is? */
export function isRead(action: string): boolean {
  return readVerb.test(action);
}

/** The bucket that AWS keeps for an action, or the size we start learning from. */
export function limitOf(service: string, action: string): CallLimit {
  if (service !== 'ec2') return isRead(action) ? unpublishedRead : unpublishedWrite;
  return ec2Actions[action] ?? (isRead(action) ? ec2Read : ec2Write);
}
