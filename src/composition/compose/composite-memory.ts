import type { ResourceType } from '../../kubernetes/object.ts';
import type { ResourceSelector } from '../function/pipeline-function.ts';
import { WriteLoop } from './write-loop.ts';

/** What a process remembers of one composite between passes. Losing it costs a run of the pipeline. */
export interface CompositeMemory {
  /** What the last pass that ended at rest was made from. */
  fingerprint: string | undefined;
  /** Status as the last pass left it: somebody else's change of it is undone. */
  status: string | undefined;
  /** When the last answer of a function expires (ms). */
  expiresAt: number | undefined;
  /** What functions asked for beside the children. */
  selectors: readonly ResourceSelector[];
  /** Types that children are of, beside those in status, by apiVersion and kind. */
  readonly types: Map<string, ResourceType>;
  /** resourceVersions of children, by uid, that an apply left as they were: the server writes some values its own way. */
  readonly settled: Map<string, string>;
  /** Namespaces in which the composite reads Secrets. */
  readonly secretNamespaces: Set<string>;
  readonly loop: WriteLoop;
  /** Results that were told as events last. */
  told: string;
}

/** A memory of a composite that has not been looked at yet. */
export function emptyMemory(): CompositeMemory {
  return {
    fingerprint: undefined,
    status: undefined,
    expiresAt: undefined,
    selectors: [],
    types: new Map(),
    settled: new Map(),
    secretNamespaces: new Set(),
    loop: new WriteLoop(),
    told: '',
  };
}
