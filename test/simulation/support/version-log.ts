/** Which resourceVersion the API server had come to, and when (ms). */
export class VersionLog {
  readonly #all: { readonly at: number; readonly version: number }[] = [];

  add(at: number, version: number): void {
    if (version > (this.#all.at(-1)?.version ?? 0)) this.#all.push({ at, version });
  }

  /** The last one known at a time; undefined: none was. */
  at(time: number): string | undefined {
    const found = this.#all.findLast(({ at }) => at <= time);
    return found === undefined ? undefined : String(found.version);
  }
}
