import { isObject } from '../../base/json.ts';
import type { InputProblem } from '../function/pipeline-function.ts';
import type { ObjectShape, Shape, TextShape } from './shape.ts';

/** What is wrong with a value, each with its path below `path` (empty: the value is the root). Null counts as a value of the wrong type. */
export function checkShape(shape: Shape, value: unknown, path: string): readonly InputProblem[] {
  switch (shape.kind) {
    case 'anything':
      return [];
    case 'integer':
      return checkInteger(shape.least, value, path);
    case 'text':
      return checkText(shape, value, path);
    case 'list':
      return checkList(shape, value, path);
    case 'oneOrMore':
      return checkShape(Array.isArray(value) ? { kind: 'list', items: shape.items, least: 1 } : shape.items, value, path);
    case 'map':
      return checkMap(shape, value, path);
    case 'object':
      return checkObject(shape, value, path);
  }
}

/** The path of a member. */
export function memberPath(path: string, member: string): string {
  if (/[.[\]]/.test(member)) return `${path}[${JSON.stringify(member)}]`;
  return path === '' ? member : `${path}.${member}`;
}

function checkInteger(least: number | undefined, value: unknown, path: string): readonly InputProblem[] {
  if (!Number.isSafeInteger(value)) return [{ path, message: 'must be an integer' }];
  return least !== undefined && Number(value) < least ? [{ path, message: `must be ${least} or more` }] : [];
}

function checkText(shape: TextShape, value: unknown, path: string): readonly InputProblem[] {
  if (typeof value !== 'string') return [{ path, message: 'must be a string' }];
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    return [{ path, message: `${JSON.stringify(value)} is unknown: must be one of ${shape.oneOf.join(', ')}` }];
  }
  if (value === '' && shape.mayBeEmpty !== true) return [{ path, message: 'must not be empty' }];
  const fault = shape.fault?.(value);
  return fault === undefined ? [] : [{ path, message: fault }];
}

function checkList({ items, least = 0 }: Extract<Shape, { kind: 'list' }>, value: unknown, path: string): readonly InputProblem[] {
  if (!Array.isArray(value)) return [{ path, message: 'must be a list' }];
  if (value.length < least) return [{ path, message: `must have ${least} item${least === 1 ? '' : 's'} or more` }];
  return value.flatMap((item: unknown, index) => checkShape(items, item, `${path}[${index}]`));
}

function checkMap({ values, least = 0 }: Extract<Shape, { kind: 'map' }>, value: unknown, path: string): readonly InputProblem[] {
  if (!isObject(value)) return [{ path, message: 'must be an object' }];
  const entries = Object.entries(value);
  if (entries.length < least) return [{ path, message: 'must not be empty' }];
  return entries.flatMap(([key, member]) => checkShape(values, member, memberPath(path, key)));
}

function checkObject(shape: ObjectShape, value: unknown, path: string): readonly InputProblem[] {
  if (!isObject(value)) return [{ path, message: 'must be an object' }];
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return [...members.flatMap(([name, member]) => checkMember(shape, name, member, path)), ...missingMembers(shape, value, path)];
}

function checkMember({ members, open }: ObjectShape, name: string, value: unknown, path: string): readonly InputProblem[] {
  const shape = Object.hasOwn(members, name) ? members[name] : undefined;
  if (shape !== undefined) return checkShape(shape, value, memberPath(path, name));
  return open === true ? [] : [{ path: memberPath(path, name), message: `unknown field: known are ${Object.keys(members).join(', ')}` }];
}

function missingMembers(shape: ObjectShape, value: Readonly<Record<string, unknown>>, path: string): readonly InputProblem[] {
  const { required = [], requiredBy } = shape;
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => ({ path: memberPath(path, name), message: 'is required' }));
  if (requiredBy === undefined) return missing;
  const word = value[requiredBy.member] ?? requiredBy.otherwise;
  const needed = typeof word === 'string' && Object.hasOwn(requiredBy.members, word) ? (requiredBy.members[word] ?? []) : [];
  return [
    ...missing,
    ...needed
      .filter((name) => value[name] === undefined)
      .map((name) => ({ path: memberPath(path, name), message: `is required by ${requiredBy.member} ${String(word)}` })),
  ];
}
