import { Buffer } from 'node:buffer';
import type { Json } from '../../base/json.ts';
import { Secret } from '../../base/secret.ts';
import { findField } from '../field-path/get-field.ts';
import { parseFieldPath } from '../field-path/parse-field-path.ts';
import type { FunctionResource, SecretData } from '../function/pipeline-function.ts';
import { goJson } from '../go-format/go-json.ts';
import type { ConnectionDetail } from './resources.ts';

/** What an observed child adds to the composite's connection details. What the child does not have yet is left out. */
export function connectionDetailsOf(details: readonly ConnectionDetail[], child: FunctionResource): SecretData {
  const found = details.flatMap((detail) => {
    const value = valueOf(detail, child);
    return value === undefined ? [] : [[detail.name, value] as const];
  });
  return Object.fromEntries(found);
}

function valueOf({ type, value = '', fromConnectionSecretKey = '', fromFieldPath = '' }: ConnectionDetail, child: FunctionResource) {
  switch (type) {
    case 'FromValue':
      return encoded(value);
    case 'FromConnectionSecretKey':
      return Object.hasOwn(child.connectionDetails, fromConnectionSecretKey) ? child.connectionDetails[fromConnectionSecretKey] : undefined;
    case 'FromFieldPath': {
      const found = findField(child.resource, parseFieldPath(fromFieldPath));
      return found === undefined ? undefined : encoded(textOf(found));
    }
  }
}

/** A text is itself, anything else its JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : goJson(value);
}

function encoded(text: string): Secret {
  return new Secret(Buffer.from(text).toString('base64'));
}
