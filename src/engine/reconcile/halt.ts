/** Ends a pass: the user has to change something. Not retried by back-off (at most every 10 minutes). */
export class Terminal extends Error {
  /** Condition reason: AWS's code, or ours (`ManagementConflict`, `AlreadyExists` ...). */
  readonly reason: string;

  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Terminal';
    this.reason = reason;
  }
}

/** The provider config gives no access: the cloud was not asked, so what was known of the resource stands. */
export class NoAccess extends Terminal {
  constructor(reason: string, message: string, options?: ErrorOptions) {
    super(reason, message, options);
    this.name = 'NoAccess';
  }
}

/** Ends a pass: something outside has to happen first. `after` (ms): look again at the latest; absent: an event will wake the object. */
export class Waiting extends Error {
  readonly reason: string;
  readonly after: number | undefined;

  constructor(reason: string, message: string, after?: number) {
    super(message);
    this.name = 'Waiting';
    this.reason = reason;
    this.after = after;
  }
}

/** Ends a pass without a word to the user: status stays as it is; the object is looked at again after `after` ms, or when woken. */
export class Quiet extends Error {
  readonly after: number | undefined;

  constructor(message: string, after?: number) {
    super(message);
    this.name = 'Quiet';
    this.after = after;
  }
}

/** Ends a deletion pass: the resource stays until this is out of the way. */
export class DeletionBlocked extends Error {
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.name = 'DeletionBlocked';
    this.reason = reason;
  }
}

/** The cloud resource is gone and must not be made again by us. */
export class ResourceGone extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ResourceGone';
  }
}
