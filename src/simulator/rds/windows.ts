import type { Random } from '../../base/random.ts';
import { invalidValue } from './rds-errors.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
const shortestMinutes = 30;
/** The Unix epoch was a Thursday. */
const days = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;

/** Minutes since the beginning of the period. */
interface Slot {
  readonly start: number;
  readonly length: number;
}

/** Throws unless both can be used, and together. `maintenance` is given in lower case. */
export function checkWindows(backup: string, maintenance: string): void {
  const daily = backupSlot(backup);
  const weekly = maintenanceSlot(maintenance);
  // The backup window of each day of the week; the week goes round.
  const clash = days.some((_, day) => overlaps(weekly, { ...daily, start: day * dayMinutes + daily.start }));
  if (clash) throw invalidValue('The backup window and maintenance window must not overlap.');
}

function backupSlot(text: string): Slot {
  const [from, to] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text)?.slice(1).map(minutesOf) ?? [];
  if (from === undefined || to === undefined)
    throw invalidValue(`Invalid backup window format: ${text}. It must be in the format hh24:mi-hh24:mi.`);
  return atLeastHalfAnHour({ start: from, length: (to - from + dayMinutes) % dayMinutes }, 'backup');
}

function maintenanceSlot(text: string): Slot {
  const [from, to] = /^(\w{3}:\d\d:\d\d)-(\w{3}:\d\d:\d\d)$/.exec(text)?.slice(1).map(weekMinutesOf) ?? [];
  if (from === undefined || to === undefined)
    throw invalidValue(`Invalid maintenance window format: ${text}. It must be in the format ddd:hh24:mi-ddd:hh24:mi.`);
  return atLeastHalfAnHour({ start: from, length: (to - from + weekMinutes) % weekMinutes }, 'maintenance');
}

function atLeastHalfAnHour(slot: Slot, name: string): Slot {
  if (slot.length < shortestMinutes) throw invalidValue(`The ${name} window must be at least 30 minutes.`);
  return slot;
}

function minutesOf(time: string): number | undefined {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

function weekMinutesOf(text: string): number | undefined {
  const day = days.findIndex((name) => name === text.slice(0, 3));
  const minutes = minutesOf(text.slice(4));
  return day < 0 || minutes === undefined ? undefined : day * dayMinutes + minutes;
}

function overlaps(a: Slot, b: Slot): boolean {
  return [-weekMinutes, 0, weekMinutes].some((shift) => a.start + shift < b.start + b.length && b.start < a.start + shift + a.length);
}

/** Half an hour of each, at a random time of a block of eight hours, and apart from each other. */
export function randomWindows(random: Random): { readonly backup: string; readonly maintenance: string } {
  const pick = (count: number): number => Math.floor(random() * count);
  const slot = (start: number): string => `${clockTime(start)}-${clockTime(start + shortestMinutes)}`;
  const [first, second] = [slot(3 * 60 + pick(8) * 30), slot(7 * 60 + pick(8) * 30)];
  const day = days[pick(days.length)] ?? 'mon';
  return { backup: first, maintenance: second.replace(/^(.*)-(.*)$/, `${day}:$1-${day}:$2`) };
}

function clockTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** When a maintenance window begins next (ms since the epoch); `now` when it is open. */
export function nextMaintenance(window: string, now: number): number {
  const { start, length } = maintenanceSlot(window);
  const week = weekMinutes * minuteMs;
  const since = (now - start * minuteMs) % week;
  return since < length * minuteMs ? now : now - since + week;
}
