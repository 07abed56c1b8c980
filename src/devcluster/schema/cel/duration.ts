import { parse } from '@marcbachmann/cel-js';

const parseDuration = parse('duration(text)');

const units: readonly (readonly [RegExp, string, bigint])[] = [
  [/^(ns|nano.*)$/i, 'ns', 1n],
  [/^(us|µs|micro.*)$/i, 'us', 1n],
  [/^(ms|milli.*)$/i, 'ms', 1n],
  [/^(s|sec.*)$/i, 's', 1n],
  [/^(m|min.*)$/i, 'm', 1n],
  [/^(h|hr|hour.*)$/i, 'h', 1n],
  [/^(d|day.*)$/i, 'h', 24n],
  [/^(w|wk|week.*)$/i, 'h', 168n],
];

/** CEL's duration for text of format `duration`: Go's (`1h30m`) or words (`2 days`). */
export function celDuration(text: string): unknown {
  if (/^[+-]?0$/.test(text)) return parseDuration({ text: '0s' });
  if (/^[+-]?((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(text)) return parseDuration({ text });
  const parts = Array.from(text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g), ([, count = '0', word = '']) => {
    const unit = units.find(([names]) => names.test(word));
    return unit === undefined ? '' : `${BigInt(count) * unit[2]}${unit[1]}`;
  });
  return parseDuration({ text: parts.join('') || '0s' });
}
