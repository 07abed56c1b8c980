/** What a value of a function's input has to look like. */
export type Shape =
  | { readonly kind: 'anything' }
  | { readonly kind: 'integer'; readonly least?: number }
  | TextShape
  | { readonly kind: 'list'; readonly items: Shape; readonly least?: number }
  /** One item by itself, or a list of them. */
  | { readonly kind: 'oneOrMore'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape; readonly least?: number }
  | ObjectShape;

/** A text: one of some words, or one in which `fault` finds nothing wrong. An empty one is refused unless it `mayBeEmpty`. */
export interface TextShape {
  readonly kind: 'text';
  readonly oneOf?: readonly string[];
  readonly mayBeEmpty?: boolean;
  readonly fault?: (text: string) => string | undefined;
}

/** An object that has no other members, unless it is `open`. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly members: Readonly<Record<string, Shape>>;
  readonly open?: boolean;
  readonly required?: readonly string[];
  /** Members that are required by the value of another one, which counts as `otherwise` if it is absent. */
  readonly requiredBy?: {
    readonly member: string;
    readonly otherwise?: string;
    readonly members: Readonly<Record<string, readonly string[]>>;
  };
}

/** Any JSON value. */
export const anything = { kind: 'anything' } as const satisfies Shape;
/** A text that is not empty. */
export const text = { kind: 'text' } as const satisfies Shape;
/** A text that may be empty. */
export const anyText = { kind: 'text', mayBeEmpty: true } as const satisfies Shape;
/** A whole number. */
export const integer = { kind: 'integer' } as const satisfies Shape;

/** One of some words. */
export function oneOf(...words: readonly string[]): Shape {
  return { kind: 'text', oneOf: words };
}

/** A list of `least` or more items. */
export function listOf(items: Shape, least = 0): Shape {
  return { kind: 'list', items, least };
}
