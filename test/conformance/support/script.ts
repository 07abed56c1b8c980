/** One request. Texts may take from earlier answers of the same script: `{{made.metadata.uid}}` of the step that is called `made`. `{{ns}}` is the script's own namespace. */
export interface Step {
  /** What the step is called: by later steps, and by known differences. */
  readonly as?: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text goes as it is. */
  readonly body?: unknown;
  /** Absent: the answer is read to its end. Else a watch, which is closed after so many events, or when none comes for a while. */
  readonly events?: number;
  /** What of the answer is compared; all of it unless told. */
  readonly pick?: (body: unknown) => unknown;
  /** Sent again until the answer has this status, as what is asked for may take a moment. */
  readonly until?: number;
}

/** Requests that are sent one after another to a server. Nothing is expected but that two servers answer alike. */
export interface Script {
  readonly name: string;
  readonly steps: readonly Step[];
}

type More = Omit<Step, 'method' | 'path' | 'body'>;

const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

export const get = (path: string, more: More = {}): Step => ({ method: 'GET', path, ...more });
export const post = (path: string, body: unknown, more: More = {}): Step => ({ method: 'POST', path, body, ...more });
export const put = (path: string, body: unknown, more: More = {}): Step => ({ method: 'PUT', path, body, ...more });
export const remove = (path: string, body?: unknown, more: More = {}): Step => ({ method: 'DELETE', path, body, ...more });

export function patch(kind: keyof typeof patchTypes, path: string, body: unknown, more: More = {}): Step {
  return { method: 'PATCH', path, body, ...more, headers: { 'content-type': patchTypes[kind], ...more.headers } };
}

/** Server-side apply in the name of a manager. */
export function apply(path: string, manager: string, body: unknown, more: More & { readonly force?: boolean } = {}): Step {
  const { force, ...rest } = more;
  const query = `${path.includes('?') ? '&' : '?'}fieldManager=${manager}${force === undefined ? '' : `&force=${force}`}`;
  return patch('apply', path + query, body, rest);
}
