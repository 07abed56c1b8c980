import type { CloudAccess, CloudView } from '../cloud.ts';
import type { Engine } from '../engine.ts';
import type { Kind, KindContext } from '../kind.ts';
import type { Managed } from '../object/managed.ts';
import type { AppliedStatus } from '../object/managed-status.ts';
import type { FieldValues, Observation, OwnerIdentity } from '../observation.ts';
import type { Action } from '../plan/action.ts';
import type { Resolution } from '../references/resolve-references.ts';
import { notObserved } from '../report/ready-as-it-was.ts';
import type { ObjectMemory } from './object-memory.ts';

/** One pass over one object: what was there at its start, and what its steps found so far. Later steps read what earlier ones set. */
export interface Pass {
  readonly engine: Engine;
  readonly kind: Kind;
  readonly memory: ObjectMemory;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  /** The generation whose spec this pass works on; what it reports is about that one, whatever came in meanwhile. */
  readonly generation: number;
  /** Replaced after each write of ours. */
  managed: Managed;

  /** Whether the object was in order when the pass began. */
  readonly wasApplied: boolean;
  access?: CloudAccess;
  view?: CloudView;
  owner?: OwnerIdentity & { readonly uid: string };
  resolution?: Resolution;
  /** forProvider alone, references resolved, canonical. */
  context?: KindContext;
  /** The same merged over initProvider. */
  createContext?: KindContext;
  /** Whether it got so far as to look at the cloud. */
  looked: boolean;
  observed?: Observation | undefined;
  /** There is certainly nothing in the cloud, and it is about to be made. */
  absent?: boolean;
  /** Other resources that carry our identity, beside the one that is kept. */
  duplicates?: readonly Observation[];
  /** Actions that a policy or a pause holds back. */
  filtered: readonly Action[];
  leftovers: readonly string[];
  /** status.applied as it is to be written. */
  applied: AppliedStatus | undefined;
  /** Keyed hashes of the secret values that AWS has. */
  secretHashes: Readonly<Record<string, string>>;
  /** What was done in the cloud, in order. */
  readonly done: Action[];
}

/** The parts of a pass that are there once access, references and identity are settled. */
export interface Settled {
  readonly access: CloudAccess;
  readonly view: CloudView;
  readonly owner: OwnerIdentity & { readonly uid: string };
  readonly resolution: Resolution;
  readonly context: KindContext;
  readonly createContext: KindContext;
}

/** Throws when a step is run before those that it builds on: a fault of ours, never of the user. */
export function settled(pass: Pass): Settled {
  const { access, view, owner, resolution, context, createContext } = pass;
  if (!access || !view || !owner || !resolution || !context || !createContext) throw new Error('step run out of order');
  return { access, view, owner, resolution, context, createContext };
}

/** The object was ready at its present generation when it was last seen: what fails now is drift or a failed read, not an unapplied change. */
export function isApplied(managed: Managed): boolean {
  const ready = managed.status.conditions.find((condition) => condition.type === 'Ready');
  return managed.status.observedGeneration === managed.generation && (ready?.status === 'True' || ready?.reason === notObserved.reason);
}

/** A deep merge in which `over` wins; lists are taken whole. */
export function mergeFields(base: FieldValues, over: FieldValues): FieldValues {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = merged[name];
    merged[name] = isPlain(below) && isPlain(value) ? mergeFields(below, value) : value;
  }
  return merged;
}

function isPlain(value: unknown): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
