import type { JsonObject } from '../api/dev-object.ts';
import { StatusError } from '../api/status-error.ts';
import { objectOf } from '../schema/json-members.ts';
import { accessMessages } from './access-messages.ts';
import { coreMessages } from './core-messages.ts';
import type { Message } from './field.ts';
import { deleteOptions } from './meta-messages.ts';
import { readMessage } from './read-message.ts';

const magic = Buffer.from('k8s\0', 'latin1');

/** runtime.Unknown of k8s.io/apimachinery: what kind of object it is, and its bytes. */
const envelope: Message = {
  1: ['typeMeta', { message: { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] } }],
  2: ['raw', 'bytes'],
  3: ['contentEncoding', 'string'],
};

const messages = new Map(Object.entries({ ...coreMessages, ...accessMessages }));

function messageOf(apiVersion: string, kind: string): Message {
  const message = kind === 'DeleteOptions' ? deleteOptions : messages.get(`${apiVersion} ${kind}`);
  if (message !== undefined) return message;
  const text = `the body of the request is a protobuf of ${kind || 'no kind'} in version "${apiVersion}", which this server can only read as JSON or YAML`;
  throw new StatusError(415, 'UnsupportedMediaType', text);
}

function decodeEnvelope(bytes: Uint8Array): JsonObject {
  const { typeMeta, raw, contentEncoding } = readMessage(bytes, envelope);
  if (contentEncoding !== undefined)
    throw new StatusError(415, 'UnsupportedMediaType', `the content encoding ${String(contentEncoding)} is not supported`);
  const { apiVersion = '', kind = '' } = objectOf(typeMeta);
  const message = messageOf(String(apiVersion), String(kind));
  return { apiVersion, kind, ...readMessage(Buffer.from(String(raw ?? ''), 'base64'), message) };
}

/**
 * A request body of type application/vnd.kubernetes.protobuf as JSON. `StatusError` 415 for a type that the tables lack,
 * which it names; 400 for bytes that are no such message.
 */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  if (!magic.equals(bytes.subarray(0, magic.length))) {
    throw new StatusError(400, 'BadRequest', 'the body of the request is not a Kubernetes protobuf: it does not begin with k8s\\0');
  }
  try {
    return decodeEnvelope(bytes.subarray(magic.length));
  } catch (error) {
    if (error instanceof StatusError) throw error;
    throw new StatusError(
      400,
      'BadRequest',
      `the body of the request is not a valid protobuf: ${error instanceof Error ? error.message : ''}`,
    );
  }
}
