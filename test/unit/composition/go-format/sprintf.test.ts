import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sprintf } from '../../../../src/composition/go-format/sprintf.ts';
import { goFormatCases } from './go-format-cases.ts';

describe('format as Go', () => {
  it('prints what Go prints', () => {
    const wrong = goFormatCases
      .map(([format, operands, expected]) => ({ format, operands, expected, text: sprintf(format, operands) }))
      .filter(({ expected, text }) => text !== expected);
    assert.deepEqual(wrong, []);
  });

  it('prints a list for the verb p as a mistake, where Go prints an address', () => {
    assert.equal(sprintf('%p', [['a']]), '%!p([]interface {}=[a])');
  });

  it('prints infinities and NaN without zeros before them', () => {
    assert.equal(sprintf('%06v|%+6.1f|%-6g|', [Infinity, -Infinity, NaN]), '  +Inf|  -Inf|NaN   |');
  });

  it('prints a text and a number without flags as they are', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), (text, number) => {
        assert.equal(sprintf('%s/%d/%v', [text, BigInt(number), text]), `${text}/${number}/${text}`);
      }),
    ));

  it('answers any format, whatever its operands are', () =>
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '%',
            '[',
            ']',
            '*',
            '.',
            '0',
            '1',
            '3',
            '+',
            '-',
            '#',
            ' ',
            'v',
            'd',
            's',
            'q',
            'x',
            'f',
            'g',
            'T',
            'c',
            'é',
          ),
          maxLength: 12,
        }),
        fc.array(fc.oneof(fc.string(), fc.double(), fc.bigInt(-9n, 9n))),
        (format, operands) => {
          assert.equal(typeof sprintf(format, operands), 'string');
        },
      ),
    ));
});
