import type { Json } from '../../base/json.ts';

/** One transform of a patch; the member named by its type says how. Checked by transformShape. */
export interface Transform {
  readonly type: 'map' | 'match' | 'math' | 'string' | 'convert';
  readonly map?: Readonly<Record<string, Json>>;
  readonly match?: MatchTransform;
  readonly math?: MathTransform;
  readonly string?: StringTransform;
  readonly convert?: ConvertTransform;
}

/** The result of the first pattern that fits, else what it falls back to. */
export interface MatchTransform {
  readonly patterns: readonly MatchPattern[];
  readonly fallbackValue?: Json;
  readonly fallbackTo?: 'Value' | 'Input';
}

/** A text to equal, or an RE2 expression to be found in the input. */
export interface MatchPattern {
  readonly type?: 'literal' | 'regexp';
  readonly literal?: string;
  readonly regexp?: string;
  readonly result: Json;
}

/** Integers stay integers. */
export interface MathTransform {
  readonly type?: 'Multiply' | 'ClampMin' | 'ClampMax';
  readonly multiply?: number;
  readonly clampMin?: number;
  readonly clampMax?: number;
}

/** Makes text of any input; what is no text is printed as Go's `%v` prints it. */
export interface StringTransform {
  readonly type?: 'Format' | 'Convert' | 'TrimPrefix' | 'TrimSuffix' | 'Regexp' | 'Join' | 'Replace';
  readonly fmt?: string;
  readonly convert?: StringConversion;
  readonly trim?: string;
  readonly regexp?: { readonly match: string; readonly group?: number };
  readonly join?: { readonly separator: string };
  readonly replace?: { readonly search: string; readonly replace: string };
}

/** What a string transform of the type Convert does. */
export type StringConversion =
  | 'ToUpper'
  | 'ToLower'
  | 'ToBase64'
  | 'FromBase64'
  | 'ToJson'
  | 'ToSha1'
  | 'ToSha256'
  | 'ToSha512'
  | 'ToAdler32';

/** Another type for the same value. `quantity` is for string to float64, `json` for string to object or array. */
export interface ConvertTransform {
  readonly toType: 'string' | 'int' | 'int64' | 'bool' | 'float64' | 'object' | 'array';
  readonly format?: 'none' | 'quantity' | 'json';
}
