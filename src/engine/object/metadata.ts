import type { ObjectMeta } from '../../kubernetes/object.ts';

/** Versioned API: the metadata that the controller writes on managed objects, or reads from them. */
export const finalizer = 'evenkeel.dev/managed';
/** Annotations that users write (paused, protect ...) and that we do (account, create-attempt); the external name is written by either. */
export const annotation = {
  externalName: 'evenkeel.dev/external-name',
  account: 'evenkeel.dev/account',
  createAttempt: 'evenkeel.dev/create-attempt',
  paused: 'evenkeel.dev/paused',
  protect: 'evenkeel.dev/protect',
  pollInterval: 'evenkeel.dev/poll-interval',
  reconcileRequestedAt: 'evenkeel.dev/reconcile-requested-at',
} as const;

/** What manifests that come from Crossplane, or Flux's CLI, carry in place of ours. */
const honoured: Readonly<Record<string, string>> = {
  [annotation.externalName]: 'crossplane.io/external-name',
  [annotation.paused]: 'crossplane.io/paused',
  [annotation.reconcileRequestedAt]: 'reconcile.fluxcd.io/requestedAt',
};

/** The value of one of our annotations, or of the foreign one that stands for it when ours is absent; an empty one counts as absent. */
export function annotationOf(meta: ObjectMeta, name: string): string | undefined {
  const values = meta.annotations ?? {};
  const twin = honoured[name];
  const value = values[name] ?? (twin === undefined ? undefined : values[twin]);
  return value === undefined || value === '' ? undefined : value;
}

/** An intent to create: written before the call is made, so that a crash can be told from a fresh start. */
export interface CreateAttempt {
  /** 1, 2 ...: the number goes into the owner tags and the client token. */
  readonly n: number;
  /** When the attempt was written (ms since the epoch). */
  readonly time: number;
}

/** The create attempt on record. A broken value counts as attempt 1 at the object's creation: it leads to a look-up, never to a blind create. */
export function createAttemptOf(meta: ObjectMeta): CreateAttempt | undefined {
  const text = meta.annotations?.[annotation.createAttempt];
  if (text === undefined) return undefined;
  return parseAttempt(text) ?? { n: 1, time: Date.parse(meta.creationTimestamp ?? '') || 0 };
}

function parseAttempt(text: string): CreateAttempt | undefined {
  const match = /^\{"n":(\d{1,6}),"time":"([^"]{1,40})"\}$/.exec(text);
  if (match === null) return undefined;
  const time = Date.parse(match[2] ?? '');
  return Number.isNaN(time) ? undefined : { n: Number(match[1]), time };
}

/** The annotation's text; the time is in ISO 8601. */
export function formatAttempt(attempt: CreateAttempt): string {
  return JSON.stringify({ n: attempt.n, time: new Date(attempt.time).toISOString() });
}

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Go-style durations as users write them (`30s`, `1h30m`), in ms; undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,9}(\.\d{1,9})?[smh])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)([smh])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
}

/** Objects are looked at no more and no less often on their own account, whatever they ask for (ms). */
const pollLimits = { least: 10_000, most: 24 * 3_600_000 };

/** The poll interval that an object asks for (ms), within what is allowed; undefined when it asks for none. */
export function pollIntervalOf(meta: ObjectMeta): number | undefined {
  const asked = parseDuration(annotationOf(meta, annotation.pollInterval) ?? '');
  return asked === undefined ? undefined : Math.min(Math.max(asked, pollLimits.least), pollLimits.most);
}
