interface Due {
  readonly at: number;
  readonly run: () => void;
}

/** What is to happen by itself, without timers: it is run, in the order of its times, by whoever looks at a later time. */
export class Schedule {
  /** Soonest first. */
  #due: Due[] = [];

  add(at: number, run: () => void): void {
    const index = this.#due.findLastIndex((other) => other.at <= at);
    this.#due.splice(index + 1, 0, { at, run });
  }

  /** What runs may add to the schedule. */
  runUntil(now: number): void {
    for (let first = this.#due[0]; first !== undefined && first.at <= now; first = this.#due[0]) {
      this.#due.shift();
      first.run();
    }
  }
}
