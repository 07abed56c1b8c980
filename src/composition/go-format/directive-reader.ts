import { noFlags } from './flags.ts';
import type { Flags } from './flags.ts';
import type { GoValue } from './go-value.ts';

/** One directive of a format. `prefix`: what is printed for a bad width or precision. No verb: the format ends before it. */
export interface Directive {
  readonly verb: string | undefined;
  readonly flags: Flags;
  readonly prefix: string;
  /** The operand's index; undefined if the directive names one that there is not. */
  readonly operand: number | undefined;
}

const largest = 1_000_000;
const flagMembers = { '#': 'sharp', '0': 'zero', '+': 'plus', '-': 'minus', ' ': 'space' } as const;

/** Reads the directives of a format, one after the other, and knows which operand is next. */
export class DirectiveReader {
  readonly #format: string;
  readonly #operands: readonly GoValue[];
  #position = 0;
  #next = 0;
  #afterIndex = false;
  #isGoodIndex = true;
  #reordered = false;

  constructor(format: string, operands: readonly GoValue[]) {
    this.#format = format;
    this.#operands = operands;
  }

  /** The text until the next directive, or all that is left. */
  text(): string {
    const end = this.#format.indexOf('%', this.#position);
    const text = this.#format.slice(this.#position, end < 0 ? undefined : end);
    this.#position += text.length;
    return text;
  }

  atEnd(): boolean {
    return this.#position >= this.#format.length;
  }

  /** Operands that no directive took; none if one was taken by its index. */
  left(): readonly GoValue[] {
    return this.#reordered ? [] : this.#operands.slice(this.#next);
  }

  /** The directive here. */
  directive(): Directive {
    this.#position += 1;
    this.#isGoodIndex = true;
    const flags = noFlags();
    this.#readFlags(flags);
    this.#readIndex();
    const prefix = this.#readWidth(flags) + this.#readPrecision(flags);
    if (!this.#afterIndex) this.#readIndex();
    if (this.atEnd()) return { verb: undefined, flags, prefix, operand: undefined };
    const verb = String.fromCodePoint(this.#format.codePointAt(this.#position) ?? 0);
    this.#position += verb.length;
    if (verb === '%') return { verb, flags, prefix, operand: undefined };
    return { verb, flags, prefix, operand: this.#take() };
  }

  #take(): number | undefined {
    if (!this.#isGoodIndex) return undefined;
    const operand = this.#next;
    if (operand < this.#operands.length) this.#next += 1;
    return operand;
  }

  #readFlags(flags: Flags): void {
    for (; ; this.#position += 1) {
      const character = this.#here();
      if (!isFlag(character)) return;
      flags[flagMembers[character]] = true;
    }
  }

  #readWidth(flags: Flags): string {
    if (this.#here() !== '*') {
      flags.width = this.#readNumber();
      if (this.#afterIndex && flags.width !== undefined) this.#isGoodIndex = false;
      return '';
    }
    const width = this.#takeNumber();
    if (width === undefined) return '%!(BADWIDTH)';
    flags.width = Math.abs(width);
    if (width < 0) Object.assign(flags, { minus: true, zero: false });
    return '';
  }

  #readPrecision(flags: Flags): string {
    if (this.#here() !== '.' || this.#position + 1 >= this.#format.length) return '';
    this.#position += 1;
    if (this.#afterIndex) this.#isGoodIndex = false;
    this.#readIndex();
    if (this.#here() !== '*') {
      flags.precision = this.#readNumber() ?? 0;
      return '';
    }
    const precision = this.#takeNumber();
    flags.precision = precision !== undefined && precision >= 0 ? precision : undefined;
    return flags.precision === undefined ? '%!(BADPREC)' : '';
  }

  /** `[3]`: the operand that comes next. */
  #readIndex(): void {
    this.#afterIndex = false;
    if (this.#here() !== '[') return;
    this.#reordered = true;
    const end = this.#format.indexOf(']', this.#position);
    const text = end < 0 ? '' : this.#format.slice(this.#position + 1, end);
    this.#position = end < 0 ? this.#position + 1 : end + 1;
    const index = /^\d{1,7}$/.test(text) ? Number(text) - 1 : -1;
    this.#afterIndex = /^\d{1,7}$/.test(text);
    if (index >= 0 && index < this.#operands.length) this.#next = index;
    else this.#isGoodIndex = false;
  }

  /** Digits here; a number beyond a million takes the rest of the format with it, as in Go. */
  #readNumber(): number | undefined {
    const [digits = ''] = /^\d*/.exec(this.#format.slice(this.#position, this.#position + 9)) ?? [];
    if (digits === '') return undefined;
    if (Number(digits.slice(0, -1)) > largest) {
      this.#position = this.#format.length;
      return undefined;
    }
    this.#position += digits.length;
    return Number(digits);
  }

  /** `*`: the operand here is the number; undefined if it is no integer or beyond a million. */
  #takeNumber(): number | undefined {
    this.#position += 1;
    this.#afterIndex = false;
    const operand = this.#operands[this.#next];
    if (this.#next < this.#operands.length) this.#next += 1;
    if (typeof operand !== 'bigint' || operand > largest || operand < -largest) return undefined;
    return Number(operand);
  }

  #here(): string {
    return this.#format.charAt(this.#position);
  }
}

function isFlag(character: string): character is keyof typeof flagMembers {
  return Object.hasOwn(flagMembers, character);
}
