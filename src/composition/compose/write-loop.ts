/** So many changes of one child within this time (ms), with no change of the composite, are a loop. */
const mostChanges = 5;
const windowMs = 60_000;

/**
 * Tells when a child is changed again and again though nobody changed the composite: another writer changes it back, or the pipeline never
 * gives the same twice.
 */
export class WriteLoop {
  #cause = '';
  readonly #changes = new Map<string, readonly number[]>();

  /** `cause`: what may rightly change children (generation, revision); a new one begins anew. */
  begin(cause: string): void {
    if (cause === this.#cause) return;
    this.#cause = cause;
    this.#changes.clear();
  }

  changed(key: string, now: number): void {
    this.#changes.set(key, [...this.#recent(key, now), now].slice(-mostChanges));
  }

  /** Has this child been changed too often lately? */
  isLooping(key: string, now: number): boolean {
    return this.#recent(key, now).length >= mostChanges;
  }

  #recent(key: string, now: number): readonly number[] {
    return (this.#changes.get(key) ?? []).filter((at) => now - at < windowMs);
  }
}
