import { isObject } from '../../base/json.ts';
import { badRequest } from './refusals.ts';

/** Where the next page goes on: after `key`, in the state at `revision`. */
export interface Position {
  readonly revision: number;
  readonly key: string;
}

/** The text that stands for a position, in base64url. */
export function writeContinue({ revision, key }: Position): string {
  return Buffer.from(JSON.stringify({ rv: revision, start: key })).toString('base64url');
}

/** Reads such a text back; throws 400 on any other. */
export function readContinue(token: string): Position {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (isObject(value) && typeof value['rv'] === 'number' && typeof value['start'] === 'string') {
      return { revision: value['rv'], key: value['start'] };
    }
  } catch {
    // Reported below.
  }
  throw badRequest('invalid continue token: continue key is not valid');
}
