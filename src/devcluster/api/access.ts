/** Who makes a request, as SelfSubjectReview tells it. */
export interface Caller {
  readonly username: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** What a request does, in the terms of RBAC: something with a resource, or with a path that holds no resources. */
export type Attempt =
  | {
      readonly type: 'resource';
      /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`, `impersonate` ... */
      readonly verb: string;
      readonly group: string;
      readonly version?: string;
      readonly resource: string;
      readonly subresource?: string | undefined;
      readonly namespace?: string | undefined;
      readonly name?: string | undefined;
    }
  | { readonly type: 'path'; readonly verb: string; readonly path: string };

export interface Decision {
  readonly allowed: boolean;
  readonly reason?: string;
}

/** Who may do what. */
export interface Access {
  /** Whom a bearer token stands for; undefined: nobody, the request is refused with 401. */
  authenticate(token: string): Promise<Caller | undefined>;
  authorize(caller: Caller, attempt: Attempt): Promise<Decision>;
}
