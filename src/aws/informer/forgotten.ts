/** Keys whose delete AWS confirmed, and when (ms): a look that started before is out of date. */
export class Forgotten {
  readonly #at = new Map<string, number>();

  add(key: string, now: number): void {
    this.#at.set(key, now);
  }

  delete(key: string): void {
    this.#at.delete(key);
  }

  covers(key: string, seenAt: number): boolean {
    const at = this.#at.get(key);
    return at !== undefined && seenAt <= at;
  }

  prune(before: number): void {
    for (const [key, at] of this.#at) if (at < before) this.#at.delete(key);
  }
}
