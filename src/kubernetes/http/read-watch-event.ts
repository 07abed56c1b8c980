import { isObject } from '../../base/json.ts';
import { ApiUnreachable } from '../api-error.ts';
import type { WatchEvent } from '../client.ts';
import type { ResourceType } from '../object.ts';
import { arrived } from './read-object.ts';

/** One line of a watch. Throws `ApiUnreachable` on what is no event: the rest of such a stream can't be trusted. */
export function readWatchEvent(type: ResourceType, line: string): WatchEvent {
  const event = parsed(line);
  const object = event['object'];
  switch (event['type']) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type: event['type'], object: arrived(type, object) };
    case 'BOOKMARK':
      return { type: 'BOOKMARK', resourceVersion: versionOf(object) };
    case 'ERROR':
      return errorOf(object);
    default:
      throw new ApiUnreachable(`the watch of ${type.plural} sent an event of an unknown type`);
  }
}

function parsed(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Reported below: a parser's message would quote the line, which may hold a Secret.
  }
  throw new ApiUnreachable('the watch sent a line that is not a JSON object');
}

function versionOf(object: unknown): string {
  const metadata = isObject(object) ? object['metadata'] : undefined;
  const version = isObject(metadata) ? metadata['resourceVersion'] : undefined;
  if (typeof version === 'string' && version !== '') return version;
  throw new ApiUnreachable('the watch sent a bookmark without resourceVersion');
}

function errorOf(object: unknown): WatchEvent {
  const status = isObject(object) ? object : {};
  const { code, message } = status;
  return {
    type: 'ERROR',
    code: typeof code === 'number' ? code : 500,
    message: typeof message === 'string' ? message : 'the watch failed',
  };
}
