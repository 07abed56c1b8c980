const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const yearMs = 365 * dayMs;

/** From which length on a duration is told in which unit, and whether the next smaller unit is told too. */
const scales = [
  { from: 8 * yearMs, unit: 'y', unitMs: yearMs },
  { from: 2 * yearMs, unit: 'y', unitMs: yearMs, next: { unit: 'd', unitMs: dayMs } },
  { from: 8 * dayMs, unit: 'd', unitMs: dayMs },
  { from: 2 * dayMs, unit: 'd', unitMs: dayMs, next: { unit: 'h', unitMs: hourMs } },
  { from: 8 * hourMs, unit: 'h', unitMs: hourMs },
  { from: 3 * hourMs, unit: 'h', unitMs: hourMs, next: { unit: 'm', unitMs: minuteMs } },
  { from: 10 * minuteMs, unit: 'm', unitMs: minuteMs },
  { from: 2 * minuteMs, unit: 'm', unitMs: minuteMs, next: { unit: 's', unitMs: secondMs } },
  { from: 0, unit: 's', unitMs: secondMs },
] as const;

/**
 * How long ago `time` (RFC 3339) was, as Kubernetes prints it: `26s`, `5m3s`, `2d4h`. `<unknown>` without a time,
 * `<invalid>` where it lies two seconds or more ahead of `now` (ms).
 */
export function ageOf(time: unknown, now: number): string {
  if (typeof time !== 'string') return '<unknown>';
  const length = now - Date.parse(time);
  if (Number.isNaN(length) || length <= -2 * secondMs) return '<invalid>';
  for (const scale of scales) {
    if (length < scale.from) continue;
    const rest = 'next' in scale ? Math.floor((length % scale.unitMs) / scale.next.unitMs) : 0;
    return `${Math.floor(length / scale.unitMs)}${scale.unit}${'next' in scale && rest > 0 ? `${rest}${scale.next.unit}` : ''}`;
  }
  return '0s';
}
