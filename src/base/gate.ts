/** A door that opens once. */
export class Gate {
  #open = false;
  readonly #waiting = new Set<() => void>();

  get isOpen(): boolean {
    return this.#open;
  }

  open(): void {
    this.#open = true;
    for (const pass of [...this.#waiting]) pass();
  }

  /** Resolves once it is open; rejects with the signal's reason when that aborts first. */
  passed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(pass);
        signal.removeEventListener('abort', onAbort);
      };
      const pass = (): void => {
        leave();
        resolve();
      };
      const onAbort = (): void => {
        leave();
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      if (this.#open) {
        resolve();
      } else if (signal.aborted) {
        onAbort();
      } else {
        this.#waiting.add(pass);
        signal.addEventListener('abort', onAbort, { once: true });
      }
    });
  }
}
