/** A rule did more than an API server lets it. */
export class OverBudget extends Error {
  constructor() {
    super('operation cancelled: actual cost limit exceeded');
    this.name = 'OverBudget';
  }
}

/** How many items of lists and maps the rules of one object may look at: keeps nested loops over long lists from holding the process. */
export class Budget {
  #left: number;

  constructor(items: number) {
    this.#left = items;
  }

  /** Throws `OverBudget` once more was spent than there was. */
  spend(items: number): void {
    this.#left -= items;
    if (this.#left < 0) throw new OverBudget();
  }
}
