import { Fifo } from '../../base/fifo.ts';

/** Runs at most `width` tasks at once; the others wait in order. */
export class Limiter {
  readonly #width: number;
  readonly #waiting = new Fifo<() => void>();
  #running = 0;

  constructor(width: number) {
    this.#width = width;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#width) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      // The place passes on to who waits, so that a newcomer can't slip in between.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
