import { basename } from 'node:path';
import type { AppendFile, JournalFiles } from '../../../src/devcluster/journal/journal-files.ts';

interface Stored {
  readonly bytes: Buffer;
  /** Bytes that survive any crash. */
  readonly synced: number;
}

/** What of that which was never synced a crash leaves. */
export interface Luck {
  /** New, changed and removed names. */
  readonly names: 'kept' | 'lost';
  readonly bytes: 'kept' | 'half' | 'lost';
}

/**
 * One folder in memory, on a machine that goes down once `budget` is spent: each operation costs 1, and each byte that is
 * appended, so that a crash can be had at every point. From then on everything rejects.
 */
export class CrashingFiles implements JournalFiles {
  readonly #files: Map<string, Stored>;
  /** By which names the folder was known when it was synced last. */
  #syncedNames: ReadonlyMap<string, symbol>;
  readonly #identities = new Map<string, symbol>();
  readonly #content = new Map<symbol, Stored>();
  #budget: number;
  #locked = false;

  constructor(budget = Infinity, files: ReadonlyMap<string, Buffer> = new Map()) {
    this.#budget = budget;
    this.#files = new Map();
    for (const [name, bytes] of files) this.#put(name, Symbol(name), { bytes, synced: bytes.length });
    this.#syncedNames = new Map(this.#identities);
  }

  /** Whether the machine went down. */
  get crashed(): boolean {
    return this.#budget < 0;
  }

  get names(): readonly string[] {
    return [...this.#files.keys()].toSorted();
  }

  bytesOf(name: string): Buffer {
    return this.#files.get(name)?.bytes ?? Buffer.alloc(0);
  }

  /** The folder as the machine finds it when it is up again. */
  afterCrash(luck: Luck, change: (name: string, bytes: Buffer) => Buffer = (_name, bytes) => bytes): CrashingFiles {
    const names = luck.names === 'kept' ? this.#identities : this.#syncedNames;
    const left = [...names].map(([name, identity]) => {
      const { bytes, synced } = this.#content.get(identity) ?? { bytes: Buffer.alloc(0), synced: 0 };
      const share = { kept: 1, half: 0.5, lost: 0 }[luck.bytes];
      return [name, change(name, bytes.subarray(0, synced + Math.floor((bytes.length - synced) * share)))] as const;
    });
    return new CrashingFiles(Infinity, new Map(left));
  }

  async makeFolder(): Promise<void> {
    await this.#spend(1);
  }

  async lock(folder: string): Promise<() => Promise<void>> {
    await this.#spend(0);
    if (this.#locked) throw new Error(`${folder} is locked`);
    this.#locked = true;
    return async () => {
      await Promise.resolve();
      this.#locked = false;
    };
  }

  async list(): Promise<readonly string[]> {
    await this.#spend(0);
    return [...this.#files.keys()];
  }

  async read(path: string): Promise<Uint8Array> {
    await this.#spend(0);
    return this.bytesOf(basename(path));
  }

  async open(path: string, length: number): Promise<AppendFile> {
    await this.#spend(1);
    const name = basename(path);
    const { bytes, synced } = this.#files.get(name) ?? { bytes: Buffer.alloc(0), synced: 0 };
    const identity = this.#identities.get(name) ?? Symbol(name);
    this.#put(name, identity, { bytes: bytes.subarray(0, length), synced: Math.min(synced, length) });
    return {
      append: async (more) => {
        const affordable = Math.max(0, Math.min(more.length, this.#budget));
        const old = this.#content.get(identity);
        const all = Buffer.concat([old?.bytes ?? Buffer.alloc(0), more.subarray(0, affordable)]);
        this.#replace(identity, { bytes: all, synced: old?.synced ?? 0 });
        await this.#spend(more.length);
      },
      sync: async () => {
        await this.#spend(1);
        const { bytes: all } = this.#content.get(identity) ?? { bytes: Buffer.alloc(0) };
        this.#replace(identity, { bytes: all, synced: all.length });
      },
      close: () => this.#spend(0),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#spend(1);
    const [old, name] = [basename(from), basename(to)];
    const identity = this.#identities.get(old);
    const stored = this.#files.get(old);
    if (identity === undefined || stored === undefined) throw new Error(`there is no ${old}`);
    this.#forget(old);
    this.#put(name, identity, stored);
  }

  async remove(path: string): Promise<void> {
    await this.#spend(1);
    this.#forget(basename(path));
  }

  async syncFolder(): Promise<void> {
    await this.#spend(1);
    this.#syncedNames = new Map(this.#identities);
  }

  async #spend(cost: number): Promise<void> {
    await Promise.resolve();
    this.#budget -= cost;
    if (this.crashed) throw new Error('the machine went down');
  }

  #put(name: string, identity: symbol, stored: Stored): void {
    this.#identities.set(name, identity);
    this.#files.set(name, stored);
    this.#content.set(identity, stored);
  }

  #replace(identity: symbol, stored: Stored): void {
    this.#content.set(identity, stored);
    for (const [name, known] of this.#identities) if (known === identity) this.#files.set(name, stored);
  }

  #forget(name: string): void {
    this.#identities.delete(name);
    this.#files.delete(name);
  }
}
