import { isObject } from '../../../src/base/json.ts';

const shownChars = 300;

/** Where two values differ, a line each: `body.metadata.name: "a" | "b"`. Order of members doesn't count. */
export function differences(ours: unknown, theirs: unknown, path = ''): readonly string[] {
  if (Object.is(ours, theirs)) return [];
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return ours.flatMap((item, index) => differences(item, theirs[index], `${path}[${index}]`));
  }
  if (!isObject(ours) || !isObject(theirs)) return [`${path}: ${shown(ours)} | ${shown(theirs)}`];
  const members = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...members].flatMap((member) => differences(ours[member], theirs[member], path === '' ? member : `${path}.${member}`));
}

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > shownChars ? `${text.slice(0, shownChars)}…` : text;
}
