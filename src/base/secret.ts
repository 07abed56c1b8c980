import { inspect } from 'node:util';

const redacted = '[secret]';

/** A value that must never be seen. Turning it into text or JSON, or inspecting it, gives `[secret]`; only `reveal` gives it out. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself: call this only where it leaves for AWS or for a Kubernetes Secret. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}
