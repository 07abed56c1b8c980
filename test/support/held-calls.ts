import type { ServerResponse } from 'node:http';

/** Calls that wait for `release`. */
export class HeldCalls<Call> {
  readonly #held = new Map<() => void, Call>();
  #waiting: ((call: Call) => void)[] = [];

  /** Resolves at `release`, or when the client goes away. */
  hold(call: Call, response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#held.delete(done);
        resolve();
      };
      this.#held.set(done, call);
      response.once('close', done);
      for (const tell of this.#waiting.splice(0)) tell(call);
    });
  }

  /** The call that is held longest, or the next one that will be. */
  next(): Promise<Call> {
    const [first] = this.#held.values();
    return this.#held.size > 0 && first !== undefined ? Promise.resolve(first) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Lets all go on. */
  release(): void {
    for (const done of this.#held.keys()) done();
  }
}
