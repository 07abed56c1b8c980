import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../../src/base/json.ts';
import { checkShape } from '../../../../src/composition/input/check-shape.ts';
import { checkTransforms } from '../../../../src/composition/transform/check-transforms.ts';
import { compileTransforms } from '../../../../src/composition/transform/compile-transforms.ts';
import { transformShape } from '../../../../src/composition/transform/transform-shape.ts';
import type { StringTransform, Transform } from '../../../../src/composition/transform/transform.ts';

type Case = readonly [name: string, transforms: readonly Transform[], input: Json, output: Json];

const format = (fmt: string): Transform => ({ type: 'string', string: { type: 'Format', fmt } });
const string = (transform: StringTransform): Transform => ({ type: 'string', string: transform });
const convert = (toType: NonNullable<Transform['convert']>['toType'], how?: 'quantity' | 'json'): Transform => ({
  type: 'convert',
  convert: { toType, ...(how === undefined ? {} : { format: how }) },
});
const sizes: Transform = { type: 'map', map: { small: 'db.t4g.small', count: 3, tags: { a: 1 }, none: null } };
const literal = (fallback: object): Transform => ({
  type: 'match',
  match: {
    patterns: [
      { type: 'literal', literal: 'prod', result: true },
      { literal: '', result: 'empty' },
    ],
    ...fallback,
  },
});
const regexp: Transform = {
  type: 'match',
  match: { patterns: [{ type: 'regexp', regexp: '^eu-.*-(\\d)$', result: { zone: 1 } }], fallbackTo: 'Value' },
};

const cases: readonly Case[] = [
  ['nothing to do', [], { a: [1] }, { a: [1] }],
  ['map to text', [sizes], 'small', 'db.t4g.small'],
  ['map to number', [sizes], 'count', 3],
  ['map to object', [sizes], 'tags', { a: 1 }],
  ['map to null', [sizes], 'none', null],
  ['a number of a map is a float for a format', [sizes, format('%d')], 'count', '%!d(float64=3)'],
  ['a number of a map without a fraction', [sizes, format('%.0f nodes')], 'count', '3 nodes'],
  ['match literal', [literal({})], 'prod', true],
  ['match an empty literal, which is the default type', [literal({})], '', 'empty'],
  ['match nothing', [literal({})], 'dev', null],
  ['match a fallback value', [literal({ fallbackValue: [false] })], 'dev', [false]],
  ['match a fallback value by name', [literal({ fallbackValue: 0, fallbackTo: 'Value' })], 'dev', 0],
  ['match the input itself', [literal({ fallbackTo: 'Input' })], 'dev', 'dev'],
  ['match a regexp', [regexp], 'eu-west-1', { zone: 1 }],
  ['match no regexp', [regexp], 'us-west-1', null],
  ['multiply an integer', [{ type: 'math', math: { type: 'Multiply', multiply: 1024 } }], 3, 3072],
  ['multiply by default', [{ type: 'math', math: { multiply: -2 } }], 3, -6],
  ['multiply a float', [{ type: 'math', math: { multiply: 2 } }], 1.25, 2.5],
  ['an integer stays one', [{ type: 'math', math: { multiply: 2 } }, format('%d')], 3, '6'],
  ['multiply past 64 bits wraps around', [{ type: 'math', math: { multiply: 4 } }, format('%d')], 2 ** 62, '0'],
  ['clamp below', [{ type: 'math', math: { type: 'ClampMin', clampMin: 5 } }], 3, 5],
  ['clamp not below', [{ type: 'math', math: { type: 'ClampMin', clampMin: 5 } }], 7, 7],
  ['clamp a float by its whole part', [{ type: 'math', math: { type: 'ClampMin', clampMin: 5 } }], 5.5, 5.5],
  ['clamp above', [{ type: 'math', math: { type: 'ClampMax', clampMax: 5 } }], 7.5, 5],
  ['clamp not above', [{ type: 'math', math: { type: 'ClampMax', clampMax: 5 } }], 5.9, 5.9],
  ['format text', [format('sg-%s')], 'db', 'sg-db'],
  ['format by default', [string({ fmt: '%v' })], true, 'true'],
  ['format an integer', [format('%03d')], 7, '007'],
  ['format a float', [format('%.2f')], 1.5, '1.50'],
  ['format the wrong type as Go does', [format('%d')], 'a', '%!d(string=a)'],
  ['format an object', [format('%v')], { b: [1, 'x'], a: null }, 'map[a:<nil> b:[1 x]]'],
  ['format null', [format('%v')], null, '<nil>'],
  ['to upper', [string({ type: 'Convert', convert: 'ToUpper' })], 'straße', 'STRAßE'],
  ['to lower', [string({ type: 'Convert', convert: 'ToLower' })], 'ÀB', 'àb'],
  ['to upper of no text', [string({ type: 'Convert', convert: 'ToUpper' })], true, 'TRUE'],
  ['to base64', [string({ type: 'Convert', convert: 'ToBase64' })], 'pass', 'cGFzcw=='],
  ['from base64', [string({ type: 'Convert', convert: 'FromBase64' })], 'cGFz\ncw==', 'pass'],
  ['to JSON', [string({ type: 'Convert', convert: 'ToJson' })], { b: '<&>', a: [1, 2.5] }, '{"a":[1,2.5],"b":"\\u003c\\u0026\\u003e"}'],
  ['to JSON of a number', [string({ type: 'Convert', convert: 'ToJson' })], 9007199254740991, '9007199254740991'],
  ['SHA-1 of text', [string({ type: 'Convert', convert: 'ToSha1' })], 'Crossplane', '3b683dc8ff44122b331a5e4f253dd69d90726d75'],
  [
    'SHA-256 of text',
    [string({ type: 'Convert', convert: 'ToSha256' })],
    'abc',
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  ],
  [
    'SHA-256 of JSON',
    [string({ type: 'Convert', convert: 'ToSha256' })],
    { a: 1 },
    '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
  ],
  [
    'SHA-512, cut to eight',
    [string({ type: 'Convert', convert: 'ToSha512' }), string({ type: 'Regexp', regexp: { match: '^.{8}' } })],
    'abc',
    'ddaf35a1',
  ],
  ['Adler-32 of text', [string({ type: 'Convert', convert: 'ToAdler32' })], 'Wikipedia', '300286872'],
  ['Adler-32 of nothing', [string({ type: 'Convert', convert: 'ToAdler32' })], '', '1'],
  ['trim a prefix', [string({ type: 'TrimPrefix', trim: 'sg-' })], 'sg-sg-1', 'sg-1'],
  ['trim no prefix', [string({ type: 'TrimPrefix', trim: 'sg-' })], 'vpc-1', 'vpc-1'],
  ['trim a suffix', [string({ type: 'TrimSuffix', trim: '-1' })], 'sg-1-1', 'sg-1'],
  ['trim nothing', [string({ type: 'TrimSuffix', trim: '' })], 'sg', 'sg'],
  ['regexp', [string({ type: 'Regexp', regexp: { match: '[a-z]+\\d' } })], 'eu-west1-a', 'west1'],
  ['regexp with a group', [string({ type: 'Regexp', regexp: { match: 'id-(\\d+)', group: 1 } })], 'x/id-42', '42'],
  ['regexp with a group that took no part', [string({ type: 'Regexp', regexp: { match: 'a(b)?', group: 1 } })], 'a', ''],
  ['join', [string({ type: 'Join', join: { separator: ',' } })], ['a', 1, true, 2.5], 'a,1,true,2.5'],
  ['join nothing', [string({ type: 'Join', join: { separator: ',' } })], [], ''],
  ['replace', [string({ type: 'Replace', replace: { search: '.', replace: '$&' } })], 'a.b.c', 'a$&b$&c'],
  ['string to int', [convert('int')], '-42', -42],
  ['string to int64', [convert('int64')], '+7', 7],
  ['string to bool', [convert('bool')], 'T', true],
  ['string to false', [convert('bool')], '0', false],
  ['string to float64', [convert('float64')], '1.5e2', 150],
  ['a float from text stays one', [convert('float64'), format('%.1f')], '3', '3.0'],
  ['milli quantity', [convert('float64', 'quantity')], '500m', 0.5],
  ['binary quantity', [convert('float64', 'quantity')], '1.5Gi', 1610612736],
  ['decimal quantity', [convert('float64', 'quantity')], '-2k', -2000],
  ['quantity with an exponent', [convert('float64', 'quantity')], '2e3', 2000],
  ['quantity of exa', [convert('float64', 'quantity')], '1E', 1e18],
  ['JSON to object', [convert('object', 'json')], '{"a":[1]}', { a: [1] }],
  ['JSON to array', [convert('array', 'json')], '[1,{"a":2}]', [1, { a: 2 }]],
  ['int64 to string', [convert('string')], 1000000, '1000000'],
  ['int64 to bool', [convert('bool')], 1, true],
  ['int64 to float64', [convert('float64'), format('%.1f')], 2, '2.0'],
  ['int to int64', [convert('int64')], 2, 2],
  ['bool to string', [convert('string')], false, 'false'],
  ['bool to int64', [convert('int64')], true, 1],
  ['bool to float64', [convert('float64')], false, 0],
  ['float64 to string', [convert('string')], -1.5e-7, '-0.00000015'],
  ['float64 to int64', [convert('int64')], -1.9, -1],
  ['float64 to bool', [convert('bool')], 1.5, false],
  ['same type', [convert('string')], 'x', 'x'],
  ['one after the other', [sizes, string({ type: 'TrimPrefix', trim: 'db.' }), format('%s!')], 'small', 't4g.small!'],
];

const failures: readonly (readonly [name: string, transforms: readonly Transform[], input: Json, message: string])[] = [
  ['no such key', [sizes], 'large', 'transforms[0] (map): has no key "large"'],
  ['no own key', [sizes], 'toString', 'transforms[0] (map): has no key "toString"'],
  ['map of a number', [sizes], 1, 'transforms[0] (map): needs a string, not int64'],
  ['match of a bool', [literal({})], true, 'transforms[0] (match): patterns[0]: needs a string, not bool'],
  ['match of null', [regexp], null, 'transforms[0] (match): patterns[0]: needs a string, not <nil>'],
  ['math of text', [{ type: 'math', math: { multiply: 2 } }], '3', 'transforms[0] (math): needs a number, not string'],
  ['math beyond floats', [{ type: 'math', math: { multiply: 10 } }], 1e308, 'transforms[0] (math): the result is no finite number'],
  ['second transform', [format('%s'), sizes], 'x', 'transforms[1] (map): has no key "x"'],
  ['not base64', [string({ type: 'Convert', convert: 'FromBase64' })], 'a-b', 'transforms[0] (string): the input is not valid base64'],
  [
    'no match',
    [string({ type: 'Regexp', regexp: { match: 'b+' } })],
    'aaa',
    'transforms[0] (string): the regexp "b+" has no match for group 0',
  ],
  [
    'no group',
    [string({ type: 'Regexp', regexp: { match: 'a', group: 1 } })],
    'a',
    'transforms[0] (string): the regexp "a" has no match for group 1',
  ],
  ['join text', [string({ type: 'Join', join: { separator: ',' } })], 'a', 'transforms[0] (string): needs a list to join, not string'],
  ['no integer', [convert('int')], '1.5', 'transforms[0] (convert): can\'t convert "1.5" to int64 with format none'],
  [
    'no int64',
    [convert('int')],
    '9223372036854775808',
    'transforms[0] (convert): can\'t convert "9223372036854775808" to int64 with format none',
  ],
  ['no bool', [convert('bool')], 'yes', 'transforms[0] (convert): can\'t convert "yes" to bool with format none'],
  ['no float', [convert('float64')], 'NaN', 'transforms[0] (convert): can\'t convert "NaN" to float64 with format none'],
  ['no quantity', [convert('float64', 'quantity')], '1Kb', 'transforms[0] (convert): can\'t convert "1Kb" to float64 with format quantity'],
  ['no object', [convert('object', 'json')], '[1]', 'transforms[0] (convert): can\'t convert "[1]" to object with format json'],
  ['no JSON', [convert('array', 'json')], '[1', 'transforms[0] (convert): can\'t convert "[1" to array with format json'],
  ['no such pair', [convert('bool')], {}, "transforms[0] (convert): can't convert object to bool with format none"],
  ['null', [convert('string')], null, "transforms[0] (convert): can't convert <nil> to string with format none"],
];

const problems: readonly (readonly [name: string, transform: unknown, path: string, message: RegExp])[] = [
  ['no type', {}, 'type', /is required/],
  ['unknown type', { type: 'maths' }, 'type', /"maths" is unknown: must be one of map, match, math, string, convert/],
  ['unknown field', { type: 'map', map: { a: 1 }, pairs: {} }, 'pairs', /unknown field: known are type, map/],
  ['type without its member', { type: 'map' }, 'map', /is required by type map/],
  ['empty map', { type: 'map', map: {} }, 'map', /must not be empty/],
  ['no patterns', { type: 'match', match: { patterns: [] } }, 'match.patterns', /1 item or more/],
  ['no literal', { type: 'match', match: { patterns: [{ result: 1 }] } }, 'match.patterns[0].literal', /required by type literal/],
  ['no result', { type: 'match', match: { patterns: [{ literal: 'a' }] } }, 'match.patterns[0].result', /is required/],
  [
    'no regexp of RE2',
    { type: 'match', match: { patterns: [{ type: 'regexp', regexp: '(?=a)', result: 1 }] } },
    'match.patterns[0].regexp',
    /no regular expression of RE2/,
  ],
  ['no factor', { type: 'math', math: {} }, 'math.multiply', /required by type Multiply/],
  ['fraction', { type: 'math', math: { multiply: 1.5 } }, 'math.multiply', /must be an integer/],
  ['no clamp', { type: 'math', math: { type: 'ClampMax' } }, 'math.clampMax', /required by type ClampMax/],
  ['no format', { type: 'string', string: {} }, 'string.fmt', /required by type Format/],
  ['unknown conversion', { type: 'string', string: { type: 'Convert', convert: 'ToMd5' } }, 'string.convert', /"ToMd5" is unknown/],
  ['negative group', { type: 'string', string: { type: 'Regexp', regexp: { match: 'a', group: -1 } } }, 'string.regexp.group', /0 or more/],
  [
    'empty search',
    { type: 'string', string: { type: 'Replace', replace: { search: '', replace: '' } } },
    'string.replace.search',
    /not be empty/,
  ],
  ['unknown target', { type: 'convert', convert: { toType: 'list' } }, 'convert.toType', /"list" is unknown/],
  ['null in place of nothing', { type: 'convert', convert: null }, 'convert', /must be an object/],
];

describe('transforms', () => {
  for (const [name, transforms, input, output] of cases) {
    it(name, () => {
      assert.deepEqual(
        transforms.flatMap((transform) => checkShape(transformShape, transform, '')),
        [],
      );
      assert.deepEqual(compileTransforms(transforms)(input), output);
    });
  }

  for (const [name, transforms, input, message] of failures) {
    it(`fails: ${name}`, () => assert.throws(() => compileTransforms(transforms)(input), { name: 'TransformError', message }));
  }

  for (const [name, transform, path, message] of problems) {
    it(`is refused: ${name}`, () => {
      const found = checkShape(transformShape, transform, '');
      assert.deepEqual(
        found.map((problem) => problem.path),
        [path],
      );
      assert.match(found[0]?.message ?? '', message);
    });
  }

  it('refuses members that contradict each other', () => {
    assert.deepEqual(
      checkTransforms([literal({ fallbackTo: 'Input', fallbackValue: 1 }), convert('bool', 'quantity'), convert('object')], 't'),
      [
        { path: 't[0].match.fallbackValue', message: 'must not be set with fallbackTo Input' },
        { path: 't[1].convert.format', message: 'nothing can be converted to bool with format quantity' },
        { path: 't[2].convert.format', message: 'nothing can be converted to object with format none' },
      ],
    );
  });

  it('gives an integer back from text', () =>
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => assert.equal(compileTransforms([convert('string'), convert('int64')])(value), value)),
    ));

  it('gives text back from base64', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const transforms = [string({ type: 'Convert', convert: 'ToBase64' }), string({ type: 'Convert', convert: 'FromBase64' })];
        assert.equal(compileTransforms(transforms)(value), value);
      }),
    ));
});
