import { readSchema } from '../read-schema.ts';
import type { SchemaNode } from '../schema-node.ts';

const text = readSchema({ type: 'string' });
const metadata = readSchema({ type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } });

/** The schema as rules see it: a resource has apiVersion, kind, metadata.name and metadata.generateName, whatever its schema says of them. */
export function asResource(schema: SchemaNode): SchemaNode {
  return { ...schema, properties: new Map([...schema.properties, ['apiVersion', text], ['kind', text], ['metadata', metadata]]) };
}
