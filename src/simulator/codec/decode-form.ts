import { AwsError } from '../core/aws-error.ts';
import type { Members } from '../core/operation.ts';
import type { FormNode } from './form.ts';
import { readScalar } from './scalar.ts';
import type { ListShape, MapShape, StructureShape, WireShape } from './wire-shape.ts';

/** Reads a structure's members out of a form. Throws AwsError for parameters that the shape doesn't know and for values that are of another type. */
export function decodeForm(shape: StructureShape, node: FormNode, path = ''): Members {
  const members: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const member of shape.members()) {
    known.add(member.formKey);
    const child = node.children.get(member.formKey);
    if (child !== undefined) members[member.name] = decode(member.shape, child, join(path, member.formKey));
  }
  for (const key of node.children.keys()) if (!known.has(key)) throw unknownParameter(join(path, key));
  return members;
}

function decode(shape: WireShape, node: FormNode, path: string): unknown {
  switch (shape.type) {
    case 'structure':
      return decodeForm(shape, node, path);
    case 'list':
      return decodeList(shape, node, path);
    case 'map':
      return decodeMap(shape, node, path);
    case 'scalar': {
      const [extra] = node.children.keys();
      if (extra !== undefined) throw unknownParameter(join(path, extra));
      return readScalar(shape.scalar, node.value ?? '', path);
    }
    default:
      return shape satisfies never;
  }
}

function decodeList(shape: ListShape, node: FormNode, path: string): unknown[] {
  return numbered(shape.formKey, node, path).map(([child, at]) => decode(shape.item, child, at));
}

function decodeMap(shape: MapShape, node: FormNode, path: string): Record<string, unknown> {
  return Object.fromEntries(
    numbered(shape.formKey, node, path).map(([child, at]) => {
      const value = child.children.get(shape.value);
      return [child.children.get(shape.key)?.value ?? '', value === undefined ? undefined : decode(shape.item, value, at)];
    }),
  );
}

/** The entries of a list by their numbers. Clients may leave the part between out. */
function numbered(formKey: string, node: FormNode, path: string): readonly (readonly [FormNode, string])[] {
  const between = formKey === '' ? undefined : node.children.get(formKey);
  const at = between === undefined ? path : join(path, formKey);
  const entries = [...(between ?? node).children];
  const stray = entries.find(([key]) => !/^\d+$/.test(key));
  if (stray !== undefined) throw unknownParameter(join(at, stray[0]));
  return entries.toSorted(([a], [b]) => Number(a) - Number(b)).map(([key, child]) => [child, join(at, key)]);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function unknownParameter(path: string): AwsError {
  return new AwsError('UnknownParameter', `The parameter ${path} is not recognized`);
}
