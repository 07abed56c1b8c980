import type { DevObject } from '../api/dev-object.ts';
import { labelValueFaults, qualifiedNameFaults } from './label-rules.ts';
import { objectAt, stringAt } from './members.ts';
import { badRequest } from './refusals.ts';

type Operator = 'in' | 'notin' | 'exists' | 'absent' | 'gt' | 'lt';

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

const tokenPattern = /\s*(==|!=|=|!|,|\(|\)|<|>|[^\s=!,()<>]+)/uy;
const binary: Readonly<Record<string, Operator>> = { '=': 'in', '==': 'in', '!=': 'notin', '>': 'gt', '<': 'lt' };
const specials = new Set(['==', '!=', '=', '!', ',', '(', ')', '<', '>', '']);

/** Whether an object's labels fulfil the selector (`a=b,c in (d,e),!f`). Throws 400 on one that can't be read. */
export function compileLabelSelector(selector: string | undefined): (object: DevObject) => boolean {
  if (selector === undefined || selector.trim() === '') return () => true;
  const requirements = new SelectorParser(selector).parse();
  return (object) => {
    const labels = objectAt(object.metadata, 'labels');
    return requirements.every(({ key, operator, values }) => tests[operator](stringAt(labels, key), values));
  };
}

const tests: Readonly<Record<Operator, (value: string | undefined, values: readonly string[]) => boolean>> = {
  exists: (value) => value !== undefined,
  absent: (value) => value === undefined,
  in: (value, values) => value !== undefined && values.includes(value),
  notin: (value, values) => value === undefined || !values.includes(value),
  gt: (value, values) => Number(value) > Number(values[0]),
  lt: (value, values) => Number(value) < Number(values[0]),
};

class SelectorParser {
  readonly #tokens: readonly string[];
  #position = 0;

  constructor(selector: string) {
    this.#tokens = [...selector.trim().matchAll(new RegExp(tokenPattern.source, 'gu'))].map(([, token]) => token ?? '');
  }

  parse(): readonly Requirement[] {
    const requirements: Requirement[] = [];
    while (true) {
      requirements.push(this.#requirement(requirements.length > 0));
      const separator = this.#next();
      if (separator === '') return requirements;
      if (separator !== ',') throw badRequest(`found '${separator}', expected: ',' or 'end of string'`);
    }
  }

  #next(): string {
    const token = this.#tokens[this.#position] ?? '';
    this.#position += 1;
    return token;
  }

  #peek(): string {
    return this.#tokens[this.#position] ?? '';
  }

  #requirement(later: boolean): Requirement {
    const first = this.#next();
    if (first === '!') return { key: this.#key(this.#next()), operator: 'absent', values: [] };
    if (specials.has(first)) {
      throw badRequest(`found '${first}', expected: ${later ? "identifier after ','" : "!, identifier, or 'end of string'"}`);
    }
    const key = this.#key(first);
    if (this.#peek() === '' || this.#peek() === ',') return { key, operator: 'exists', values: [] };
    const word = this.#next();
    if (word === 'in' || word === 'notin') return { key, operator: word, values: this.#list() };
    const operator = binary[word];
    if (operator === undefined) throw unparsable(`found '${word}', expected: in, notin, =, ==, !=, gt, lt`);
    return { key, operator, values: [this.#value(key)] };
  }

  #key(key: string): string {
    const [fault] = qualifiedNameFaults(key);
    if (fault !== undefined) throw unparsable(`<nil>: Invalid value: ${JSON.stringify(key)}: ${fault}`);
    return key;
  }

  /** The value after an operator, which may be empty. */
  #value(key: string): string {
    const value = this.#peek() === ',' ? '' : this.#next();
    const [fault] = labelValueFaults(value);
    if (fault !== undefined) throw unparsable(`values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${fault}`);
    return value;
  }

  #list(): readonly string[] {
    const opening = this.#next();
    if (opening !== '(') throw unparsable(`found '${opening}' expected: '('`);
    const values: string[] = [];
    while (true) {
      values.push(specials.has(this.#peek()) ? '' : this.#next());
      const token = this.#next();
      if (token === ')') return values;
      if (token !== ',') throw unparsable(`found '${token}', expected: ',' or ')'`);
    }
  }
}

function unparsable(why: string): Error {
  return badRequest(`unable to parse requirement: ${why}`);
}
