import { isObject, type JsonObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { InvalidObject } from './invalid-object.ts';

/** Reads the members of one JSON object of a manifest. Each method throws InvalidObject where the member is not what is asked for; null counts as absent. */
export class Fields {
  readonly #subject: string;
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;

  private constructor(subject: string, values: Readonly<Record<string, unknown>>, path: string) {
    this.#subject = subject;
    this.#values = values;
    this.#path = path;
  }

  /** The members of a whole object. */
  static of(object: KubernetesObject): Fields {
    const { namespace, name } = object.metadata;
    return new Fields(`${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`, object, '');
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined && this.#values[name] !== null;
  }

  /** A text that is not empty. */
  text(name: string): string {
    return this.optionalText(name) ?? this.#missing(name);
  }

  optionalText(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string' || value === '') throw this.invalid(name, 'must be a text that is not empty');
    return value;
  }

  /** One of the texts. */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.optionalText(name);
    const found = choices.find((choice) => choice === value);
    if (value !== undefined && found === undefined)
      throw this.invalid(name, `must be ${choices.join(' or ')}, not ${JSON.stringify(value)}`);
    return found;
  }

  /** false where it is absent. */
  flag(name: string): boolean {
    const value = this.#values[name] ?? false;
    if (typeof value !== 'boolean') throw this.invalid(name, 'must be true or false');
    return value;
  }

  integer(name: string, least: number): number | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
      throw this.invalid(name, `must be an integer of at least ${least}`);
    return value;
  }

  object(name: string): Fields {
    return this.optionalObject(name) ?? this.#missing(name);
  }

  optionalObject(name: string): Fields | undefined {
    const value = this.json(name);
    return value === undefined ? undefined : new Fields(this.#subject, value, this.path(name));
  }

  /** An object as it stands. */
  json(name: string): JsonObject | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    if (!isObject(value)) throw this.invalid(name, 'must be an object');
    return value as JsonObject;
  }

  /** Objects of a list; none where it is absent. */
  objects(name: string): readonly Fields[] {
    return this.#list(name).map((item, index) => {
      if (!isObject(item)) throw this.invalid(`${name}[${index}]`, 'must be an object');
      return new Fields(this.#subject, item, this.path(`${name}[${index}]`));
    });
  }

  /** Texts of a list; none where it is absent. */
  texts(name: string): readonly string[] {
    return this.#list(name).map((item, index) => {
      if (typeof item !== 'string') throw this.invalid(`${name}[${index}]`, 'must be a text');
      return item;
    });
  }

  /** A map of texts; empty where it is absent. */
  map(name: string): Readonly<Record<string, string>> {
    const entries = Object.entries(this.json(name) ?? {});
    return Object.fromEntries(
      entries.map(([key, value]) => {
        if (typeof value !== 'string') throw this.invalid(`${name}.${key}`, 'must be a text');
        return [key, value];
      }),
    );
  }

  /** Path of a member from the top of the object. */
  path(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }

  /** What is wrong with a member; reads on from its path. */
  invalid(name: string, message: string): InvalidObject {
    return new InvalidObject(this.#subject, this.path(name), message);
  }

  #list(name: string): readonly unknown[] {
    const value = this.#values[name];
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.invalid(name, 'must be a list');
    return value;
  }

  #missing(name: string): never {
    throw this.invalid(name, 'is missing: set it');
  }
}
