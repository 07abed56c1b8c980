import { anyText, anything, integer, listOf, oneOf, text } from '../input/shape.ts';
import type { ObjectShape, Shape } from '../input/shape.ts';
import { regexpFault } from './regexp.ts';

const regexp: Shape = { kind: 'text', fault: regexpFault };

const pattern: ObjectShape = {
  kind: 'object',
  members: { type: oneOf('literal', 'regexp'), literal: anyText, regexp, result: anything },
  required: ['result'],
  requiredBy: { member: 'type', otherwise: 'literal', members: { literal: ['literal'], regexp: ['regexp'] } },
};

const match: ObjectShape = {
  kind: 'object',
  members: { patterns: listOf(pattern, 1), fallbackValue: anything, fallbackTo: oneOf('Value', 'Input') },
  required: ['patterns'],
};

const math: ObjectShape = {
  kind: 'object',
  members: { type: oneOf('Multiply', 'ClampMin', 'ClampMax'), multiply: integer, clampMin: integer, clampMax: integer },
  requiredBy: {
    member: 'type',
    otherwise: 'Multiply',
    members: { Multiply: ['multiply'], ClampMin: ['clampMin'], ClampMax: ['clampMax'] },
  },
};

const conversions = ['ToUpper', 'ToLower', 'ToBase64', 'FromBase64', 'ToJson', 'ToSha1', 'ToSha256', 'ToSha512', 'ToAdler32'];

const string: ObjectShape = {
  kind: 'object',
  members: {
    type: oneOf('Format', 'Convert', 'TrimPrefix', 'TrimSuffix', 'Regexp', 'Join', 'Replace'),
    fmt: anyText,
    convert: oneOf(...conversions),
    trim: anyText,
    regexp: { kind: 'object', members: { match: regexp, group: { kind: 'integer', least: 0 } }, required: ['match'] },
    join: { kind: 'object', members: { separator: anyText }, required: ['separator'] },
    replace: { kind: 'object', members: { search: text, replace: anyText }, required: ['search', 'replace'] },
  },
  requiredBy: {
    member: 'type',
    otherwise: 'Format',
    members: {
      Format: ['fmt'],
      Convert: ['convert'],
      TrimPrefix: ['trim'],
      TrimSuffix: ['trim'],
      Regexp: ['regexp'],
      Join: ['join'],
      Replace: ['replace'],
    },
  },
};

const convert: ObjectShape = {
  kind: 'object',
  members: {
    toType: oneOf('string', 'int', 'int64', 'bool', 'float64', 'object', 'array'),
    format: oneOf('none', 'quantity', 'json'),
  },
  required: ['toType'],
};

/** The shape of a Transform. */
export const transformShape: ObjectShape = {
  kind: 'object',
  members: {
    type: oneOf('map', 'match', 'math', 'string', 'convert'),
    map: { kind: 'map', values: anything, least: 1 },
    match,
    math,
    string,
    convert,
  },
  required: ['type'],
  requiredBy: {
    member: 'type',
    members: { map: ['map'], match: ['match'], math: ['math'], string: ['string'], convert: ['convert'] },
  },
};
