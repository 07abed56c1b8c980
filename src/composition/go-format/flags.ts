/** What a directive of a format says beside its verb: `%+08.3f` is plus, zero, width 8, precision 3. */
export interface Flags {
  sharp: boolean;
  zero: boolean;
  plus: boolean;
  minus: boolean;
  space: boolean;
  /** `%#v`: Go syntax. */
  goSyntax: boolean;
  width: number | undefined;
  precision: number | undefined;
}

/** The flags of a bare directive, such as `%s`. */
export function noFlags(): Flags {
  return {
    sharp: false,
    zero: false,
    plus: false,
    minus: false,
    space: false,
    goSyntax: false,
    width: undefined,
    precision: undefined,
  };
}

/** Text brought to the width, in code points: to the right, or to the left with the flag minus. */
export function pad(text: string, flags: Readonly<Flags>): string {
  const missing = (flags.width ?? 0) - Array.from(text).length;
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}
