/**
 * EC2 is eventually consistent: a fresh id may be unknown for up to five minutes, and an old value may be read for a while after a
 * change (docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html). In ms.
 */
export const ec2Timing = { visibilityWindowMs: 300_000, settleMs: 30_000 } as const;
