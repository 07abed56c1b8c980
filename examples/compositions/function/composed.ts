import type { Resource } from '@crossplane-org/function-sdk-typescript';

/** What a function is told: the composite, and its children by their keys, as far as there are any. */
export interface Observed<Spec> {
  readonly name: string;
  readonly spec: Spec;
  readonly children: Readonly<Record<string, Resource>>;
}

/** What a composite becomes. */
export interface Composed {
  /** Objects by their keys. */
  readonly resources: Record<string, Record<string, unknown>>;
  readonly status: Record<string, unknown>;
  readonly connectionDetails: Record<string, Buffer>;
}

/** A text in `status.atProvider` of a child; undefined: it is not known yet. */
export function atProvider(child: Resource | undefined, field: string): string | undefined {
  const { status } = (child?.resource ?? {}) as { status?: { atProvider?: Record<string, unknown> } };
  const value = status?.atProvider?.[field];
  return typeof value === 'string' ? value : undefined;
}
