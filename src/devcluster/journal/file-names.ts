import type { Header } from './header.ts';

const digits = 16;
const pattern = /^(?<kind>log|snapshot)-(?<revision>\d{16})\.jsonl$/u;

/** A file of a journal, as its name says. */
export interface FileName {
  readonly kind: Header['kind'];
  readonly revision: number;
  readonly name: string;
}

/** `log-<revision>.jsonl`, `snapshot-<revision>.jsonl`. */
export function fileName(kind: Header['kind'], revision: number): string {
  return `${kind}-${String(revision).padStart(digits, '0')}.jsonl`;
}

/** The journal's own files among these names, in order of revision. Unfinished snapshots and whatever else are none. */
export function journalFiles(names: readonly string[]): readonly FileName[] {
  const files = names.flatMap((name) => {
    const { kind, revision } = pattern.exec(name)?.groups ?? {};
    return kind === 'log' || kind === 'snapshot' ? [{ kind, revision: Number(revision), name } as const] : [];
  });
  return files.toSorted((a, b) => a.revision - b.revision);
}

/** The name of a snapshot while it is being written; it gets its own when it is complete. */
export function unfinishedName(name: string): string {
  return `${name}.tmp`;
}

/** Whether a snapshot was begun under this name and never finished. */
export function isUnfinished(name: string): boolean {
  return name.endsWith('.tmp') && pattern.test(name.slice(0, -'.tmp'.length));
}
