/** The same object without members that are undefined, so that calls and observations hold only what is there. */
export function compact<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
