import type { FieldValues } from '../../engine/observation.ts';

/** Typed access to members that the kind's schema has already checked. Each gives undefined for what is unset. */
export interface Reader {
  /** The type argument narrows to what the schema's enum allows. */
  text<T extends string = string>(name: string): T | undefined;
  flag(name: string): boolean | undefined;
  integer(name: string): number | undefined;
  texts(name: string): readonly string[] | undefined;
}

/** Reads members of forProvider or atProvider; throws a TypeError that names the member where a value is of another type than asked for. */
export function reader(values: FieldValues): Reader {
  return {
    text: <T extends string = string>(name: string) => member(values, name, isText) as T | undefined,
    flag: (name) => member(values, name, isFlag),
    integer: (name) => member(values, name, isInteger),
    texts: (name) => member(values, name, isTexts),
  };
}

function member<T>(values: FieldValues, name: string, is: (value: unknown) => value is T): T | undefined {
  const value = values[name];
  if (value === undefined || value === null) return undefined;
  if (!is(value)) throw new TypeError(`${name} has a value of the wrong type`);
  return value;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isInteger = (value: unknown): value is number => Number.isInteger(value);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
