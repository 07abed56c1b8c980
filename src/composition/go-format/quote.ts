const escapes: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};

/** Whether Go prints a character as it is: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrintable(codePoint: number): boolean {
  return codePoint === 0x20 || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(String.fromCodePoint(codePoint));
}

/** A Go string literal (`"`) or rune literal (`'`), with escapes for what can't be printed, or for all beyond ASCII. */
export function quote(text: string, delimiter: '"' | "'", asciiOnly: boolean): string {
  return (
    delimiter +
    Array.from(text)
      .map((character) => escaped(character, delimiter, asciiOnly))
      .join('') +
    delimiter
  );
}

/** Whether text can stand between back quotes: one line, no control character but the tab, no back quote. */
export function fitsBackQuotes(text: string): boolean {
  return Array.from(text).every((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return character === '\t' || (codePoint >= 0x20 && character !== '`' && codePoint !== 0x7f && codePoint !== 0xfeff);
  });
}

function escaped(character: string, delimiter: string, asciiOnly: boolean): string {
  if (character === delimiter) return `\\${character}`;
  const known = escapes[character];
  if (known !== undefined) return known;
  const codePoint = character.codePointAt(0) ?? 0;
  if (isPrintable(codePoint) && (codePoint < 0x80 || !asciiOnly)) return character;
  const hex = codePoint.toString(16);
  if (codePoint < 0x20 || codePoint === 0x7f) return `\\x${hex.padStart(2, '0')}`;
  return codePoint > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
